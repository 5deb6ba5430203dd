"""The lab beside a real engine: `tests/lab/judge.py [SEED [STEPS]]`, by tests/engine/beside.

Sequences made at random (typed.py) run on both; stdout, stderr and exit code are compared step by step, masked. A step that
differs is run once more on the engine: what the engine itself doesn't print twice isn't judged. Of each kind of difference
the shortest sequence that still shows it is printed. `--seen FILE` compares with what engine.py wrote earlier, without an
engine; `--first N` stops shrinking after so many kinds.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "hooks"), str(HERE)]

from masks import masked  # noqa: E402
from typed import sequences  # noqa: E402

# Of 5000 steps so many per cent have to agree, and of those where docker fails.
LEAST, LEAST_OF_ERRORS = 98.0, 99.0
Seen = dict[str, Any]
# Ports that the engine picks, and names that it makes up, wherever they stand.
CHANCE = [
    (r"\b(?:3[2-9]|[45]\d|6[0-5])\d{3}\b", "[port]"),
    (r"(?<![\w.-])[a-z]+_[a-z]+\d?(?![\w.-])", "[name]"),
    (r"line \d+: ", ""),
    (r"after \d+ ms", "after [duration]"),
    # What depends on the machine in the logs of redis and nginx.
    (r"\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d+", "[time]"),
    (r".*WARNING Memory overcommit.*\n", ""),
    # A step of a build prints what takes time twice, and how long it took.
    (r"(?m)^(?:#\d+|\[step\])(?: \[duration\])? (?:exporting|resolve|transferring|naming|unpacking) [^\n]*(?<! done)\n(?=(?:#|\[step\]))", ""),
    (r" \[duration\] done", " done"),
    (r"OS: Linux \S+|getrlimit\(RLIMIT_NOFILE\): \S+|start worker process \d+|Redis version=.*", "[machine]"),
]


def compared(seen: Seen) -> tuple[str, str, int]:
    """What of a step is compared."""
    stdout, stderr, code = masked(seen)
    for pattern, mask in CHANCE:
        stdout, stderr = re.sub(pattern, mask, stdout), re.sub(pattern, mask, stderr)
    return stdout, stderr, code


def in_lab(cases: Iterable[dict[str, Any]]) -> list[list[Seen]]:
    """Play sequences in the lab."""
    lines = "".join(json.dumps({"id": str(at), "steps": case["steps"]}) + "\n" for at, case in enumerate(cases))
    done = subprocess.run([str(HERE / "play")], input=lines, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line)["seen"] for line in done.stdout.splitlines()]


def is_error(seen: Seen) -> bool:
    """Whether docker refused something in this step."""
    return bool(re.search(r"^(?:Error|docker: |ERROR|error|unknown |invalid |no such )", seen["stderr"], re.M)) or bool(seen["code"])


def kind_of(step: str, want: Seen, got: Seen) -> str:
    """Differences of one kind are shrunk and shown once."""
    words = re.findall(r"docker (?:compose |container |image |volume |network |system )?[\w-]+", step)
    ours, real = "".join(map(str, compared(got))), "".join(map(str, compared(want)))
    start = next((at for at, pair in enumerate(zip(ours, real, strict=False)) if pair[0] != pair[1]), min(len(ours), len(real)))
    return f"{words[-1:]} {real[start : start + 12]!r} {ours[start : start + 12]!r}"


def shrink(steps: list[str], real: Callable[[list[str]], list[Seen | None]], until: float) -> list[str]:
    """Leave out every step that isn't needed for the last one to differ."""

    def differs(tried: list[str]) -> bool:
        want = real(tried)[-1]
        return want is not None and compared(want) != compared(in_lab([{"steps": tried}])[0][-1])

    size = max(1, len(steps) // 2)
    while size and time.monotonic() < until:
        at = 0
        while at < len(steps) - 1:
            tried = steps[:at] + steps[min(at + size, len(steps) - 1) :]
            if differs(tried):
                steps = tried
            else:
                at += size
        size //= 2
    return steps


def main() -> int:
    """Judge and print. Exit code 1: fewer agree than have to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", nargs="?", type=int, default=int(time.time()))
    parser.add_argument("steps", nargs="?", type=int, default=5000)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--first", type=int, default=40)
    options = parser.parse_args()
    engine = None
    if options.seen:
        cases = [json.loads(line) for line in options.seen.read_text(encoding="utf-8").splitlines()]
    else:
        from engine import Engine

        engine = Engine()
        cases = [{**case, "seen": engine.play(case["steps"])} for case in sequences(options.seed, options.steps)]
    count: Counter[str] = Counter()
    found: dict[str, list[tuple[dict[str, Any], int, Seen]]] = {}
    for case, ours in zip(cases, in_lab(cases), strict=True):
        again = None
        for at, (want, got) in enumerate(zip(case["seen"], ours, strict=True)):
            if want is None:
                count["too slow"] += 1
                continue
            error, same = is_error(want), compared(want) == compared(got)
            if not same and engine:
                again = again or engine.play(case["steps"])
                if again[at] is None or compared(again[at]) != compared(want):
                    count["not twice the same"] += 1
                    continue
            count.update(["steps", *(["same"] if same else []), *(["errors", *(["same errors"] if same else [])] if error else [])])
            if not same:
                found.setdefault(kind_of(case["steps"][at], want, got), []).append((case, at, got))
    for kind, examples in sorted(found.items(), key=lambda item: -len(item[1])):
        case, at, got = examples[0]
        steps = case["steps"][: at + 1]
        if engine and options.first:
            options.first -= 1
            steps = shrink(steps, engine.play, time.monotonic() + 60)
        shown = steps if engine else steps[-1:]
        print(f"{len(examples)} x {kind} ({case['id']})", *(f"  $ {step}" for step in shown), sep="\n")
        print(f"    want {json.dumps(case['seen'][at], ensure_ascii=False)}\n    got  {json.dumps(got, ensure_ascii=False)}")
    agree, errors = (100 * count[a] / max(1, count[b]) for a, b in (("same", "steps"), ("same errors", "errors")))
    print(f"seed {options.seed}: {count['same']} of {count['steps']} steps agree ({agree:.2f} %), of errors {count['same errors']} of {count['errors']} ({errors:.2f} %); not judged: {count['not twice the same']} that the engine doesn't print twice, {count['too slow']} too slow")
    return int(agree < LEAST or errors < LEAST_OF_ERRORS)


if __name__ == "__main__":
    raise SystemExit(main())
