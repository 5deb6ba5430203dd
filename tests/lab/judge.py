"""Compare the lab with a real engine: `make lab-judge SEED=1 STEPS=5000`, or tests/engine/beside tests/lab/judge.py.

Random sequences (typed.py) run on both. Stdout, stderr and exit code are masked and compared step by step. A step that
differs is run once more on the engine: if the engine itself doesn't print the same twice, the step isn't judged. For
each kind of difference, the shortest sequence that still shows it is printed. `--seen FILE` compares with what
engine.py wrote earlier, without an engine; `--first N` shrinks that many kinds.
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
sys.path[:0] = [str(HERE.parents[1] / "hooks"), str(HERE.parent)]

from lab.masks import masked  # noqa: E402
from lab.typed import sequences  # noqa: E402

# The percentage of 5000 steps that must agree, and of those where docker fails.
LEAST, LEAST_OF_ERRORS = 98.0, 99.0
Seen = dict[str, Any]
Play = Callable[[list[str]], list["Seen | None"]]
# What depends on chance or on the machine, besides what the lessons mask.
CHANCE = [
    (r"\b(?:3[2-9]|[45]\d|6[0-5])\d{3}\b", "[port]"),
    (r"(?<![\w.-])[a-z]+_[a-z]+\d?(?![\w.-])", "[name]"),
    (r"line \d+: ", ""),
    (r"after \d+ ms", "after [duration]"),
    # A build reports a slow step twice, the second time with its duration.
    (r"(?m)^(?:#\d+|\[step\])(?: \[duration\])? "
     r"(?:exporting|resolve|transferring|naming|unpacking) [^\n]*(?<! done)\n(?=(?:#|\[step\]))", ""),
    (r" \[duration\] done", " done"),
    # Redis and nginx print details of their machine.
    (r"\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d+", "[time]"),
    (r".*WARNING Memory overcommit.*\n", ""),
    (r"\d+#\d+: ", "[pid]: "),
    (r"(?:received from|worker process) \d+", "[worker]"),
    # This depends on whether the CLI was still packing when it was refused.
    (r'.*level=error msg="Can\'t add file .*\n', ""),
    (r"OS: Linux \S+|getrlimit\(RLIMIT_NOFILE\): \S+|start worker process \d+|Redis version=.*", "[machine]"),
]  # fmt: skip
ERROR = re.compile(r"^(?:Error|docker: |ERROR|error|unknown |invalid |no such )", re.M)


def compared(seen: Seen) -> tuple[str, str, int]:
    """Return the parts of a step that are compared."""
    stdout, stderr, code = masked(seen)
    for pattern, mask in CHANCE:
        stdout, stderr = re.sub(pattern, mask, stdout), re.sub(pattern, mask, stderr)
    return stdout, stderr, code


def in_lab(cases: Iterable[dict[str, Any]]) -> list[list[Seen]]:
    """Play sequences in the lab, and return what was seen."""
    lines = "".join(json.dumps({"id": str(at), "steps": case["steps"]}) + "\n" for at, case in enumerate(cases))
    done = subprocess.run([str(HERE / "play")], input=lines, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line)["seen"] for line in done.stdout.splitlines()]


def is_error(seen: Seen) -> bool:
    """Return whether docker refused something in this step."""
    return bool(ERROR.search(seen["stderr"])) or bool(seen["code"])


def kind_of(step: str, want: Seen, got: Seen) -> str:
    """Return the kind of a difference: those of one kind are shrunk and shown only once."""
    words = re.findall(r"docker (?:compose |container |image |volume |network |system )?[\w-]+", step)
    ours, real = "".join(map(str, compared(got))), "".join(map(str, compared(want)))
    pairs = enumerate(zip(ours, real, strict=False))
    start = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(real)))
    return f"{words[-1:]} {real[start : start + 12]!r} {ours[start : start + 12]!r}"


def shrink(steps: list[str], real: Play, until: float) -> list[str]:
    """Return the steps without those that aren't needed for the last one to differ. `until`: the time to stop at."""

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


Difference = tuple[dict[str, Any], int, Seen]


def compare(cases: list[dict[str, Any]], again: Play | None) -> tuple[Counter[str], dict[str, list[Difference]]]:
    """Count the steps that agree, and collect the others by kind of difference. `again`: plays on the engine."""
    count: Counter[str] = Counter()
    found: dict[str, list[Difference]] = {}
    for case, ours in zip(cases, in_lab(cases), strict=True):
        twice: list[Seen | None] | None = None
        for at, (want, got) in enumerate(zip(case["seen"], ours, strict=True)):
            if want is None:
                count["slow"] += 1
                continue
            same = compared(want) == compared(got)
            if not same and again:
                twice = twice or again(case["steps"])
                other = twice[at]
                if other is None or compared(other) != compared(want):
                    count["unsteady"] += 1
                    continue
            count["steps"] += 1
            count["same"] += same
            count["errors"] += is_error(want)
            count["same errors"] += is_error(want) and same
            if not same:
                found.setdefault(kind_of(case["steps"][at], want, got), []).append((case, at, got))
    return count, found


def show(found: dict[str, list[Difference]], real: Play | None, first: int) -> None:
    """Print each kind of difference, the most frequent first."""
    for number, (kind, examples) in enumerate(sorted(found.items(), key=lambda item: -len(item[1]))):
        case, at, got = examples[0]
        steps = case["steps"][: at + 1]
        shown = steps[-1:]
        if real:
            shown = shrink(steps, real, time.monotonic() + 60) if number < first else steps
        print(f"{len(examples)} x {kind} ({case['id']})", *(f"  $ {step}" for step in shown), sep="\n")
        print(f"    want {json.dumps(case['seen'][at], ensure_ascii=False)}")
        print(f"    got  {json.dumps(got, ensure_ascii=False)}")


def main() -> int:
    """Judge and print. Return 1 if too few steps agree, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", nargs="?", type=int, default=int(time.time()))
    parser.add_argument("steps", nargs="?", type=int, default=5000)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--first", type=int, default=40)
    options = parser.parse_args()
    real: Play | None = None
    if options.seen:
        cases = [json.loads(line) for line in options.seen.read_text(encoding="utf-8").splitlines()]
    else:
        from lab.engine import Engine

        real = Engine().play
        cases = [{**case, "seen": real(case["steps"])} for case in sequences(options.seed, options.steps)]
    count, found = compare(cases, real)
    show(found, real, options.first)
    agree, errors = (100 * count[a] / max(1, count[b]) for a, b in (("same", "steps"), ("same errors", "errors")))
    print(f"seed {options.seed}: {count['same']} of {count['steps']} steps agree ({agree:.2f} %)")
    print(f"  of errors {count['same errors']} of {count['errors']} ({errors:.2f} %)")
    print(f"  not judged: {count['unsteady']} that the engine doesn't print twice, {count['slow']} too slow")
    return int(agree < LEAST or errors < LEAST_OF_ERRORS)


if __name__ == "__main__":
    raise SystemExit(main())
