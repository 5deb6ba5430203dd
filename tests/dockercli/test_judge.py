"""Our parser and the real CLI give the same verdict on the same commands, without a false alarm."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dockercli.corpus import made
from dockercli.judge import verdict
from dockernotes.checks.reading.page import Page
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.rules.exclusions import exclusions
from dockernotes.dockercli.spec.asked import installed, make
from dockernotes.dockercli.spec.model import FOLDER, Spec, dump, load_spec

pytestmark = pytest.mark.docker
DOCS = Path(__file__).resolve().parents[2] / "docs"
COUNT = int(os.environ.get("DOCKER_NOTES_JUDGE", "1200"))
"""How many commands to make. A call of the real CLI costs 40 ms of CPU time; ask for 10000 after a change here."""
SEED = int(os.environ.get("DOCKER_NOTES_SEED", "20261124"))
AGREEMENT = 0.998

# Commands that the two will always judge differently.
DIFFERENT = {
    r"^docker (?:-\S+ )*(?:ai|debug|desktop|extension|init|mcp|model|offload|sandbox|sbom|scout)\b": (
        "a plugin that Docker Desktop brings along: the CLI of this machine may lack it, the reader has it"
    ),
    r"\b(?:builder|buildx) use .*--builder[= ]\S* ?\S*[ =]": (
        "the name of a builder that an operand takes the place of is never read, and one that is read is seldom odd"
    ),
    r"^docker (?:-\S+ )*-- (?:-\S+ )+(?:bake|build|builder|buildx|compose)\b": (
        "after `--` and a flag of its own docker no longer finds the plugin that the word stands for"
    ),
    r"\b(?:builder|buildx) create .*[:@]": "buildx reads the operand as the address of a machine",
    r"\bcompose (?:-.*)?\b(?:alpha|bridge)\b": (
        "experimental, and of a word they don't know these groups print their help as if it were none"
    ),
    r"\bcompose\b.*(?: -p| --project-name)[= ]?+[^ ]*[^a-z0-9_ -]": (
        "a name that no project can have: Compose says so only where it reads the project's file"
    ),
    r"--call[ =].*--check|--check.*--call[ =]": "`--check` takes the place of `--call`, whose value nobody reads then",
    r"\bload .*--platform.* (?:-i|--input)|\bload .*(?:-i|--input).* --platform": (
        "a file that isn't there is missed before the platform is read"
    ),
    r"\bcompose\b.* (?:-f|--file)[ =]-(?: |$)": "the file comes from standard input, where nothing stands here",
    r"\b(?:builder|buildx) create .*--(?:buildkitd-)?config[ =]": (
        "a file of settings that isn't there is missed before the names are read"
    ),
    r"--device[ =]": "a device is read by the rules of the engine's system, so without one nothing after it is read",
}


@pytest.fixture(scope="module")
def spec() -> Spec:
    """The committed spec of the docker on PATH or, for a version without one, the spec made from it."""
    version = installed()
    return load_spec(version) if (FOLDER / f"{version}.json").is_file() else make()


def _ours(argv: Sequence[str], spec: Spec) -> str:
    reason = parse(argv, spec).verdict
    return "count" if reason in ("few", "many") else reason


def _different(argv: Sequence[str]) -> bool:
    return any(re.search(pattern, " ".join(argv)) for pattern in DIFFERENT)


def _compare(commands: Sequence[Sequence[str]], spec: Spec, title: str, capsys: pytest.CaptureFixture[str]) -> float:
    """Let both judge commands, and print how often they agree. Return the share that docker refused.

    Fail on any false alarm, or if they agree too rarely."""
    with ThreadPoolExecutor(4) as pool:
        judged = list(pool.map(verdict, commands))
    rows = [(argv, _ours(argv, spec), *theirs) for argv, theirs in zip(commands, judged, strict=True)]
    unlike = [row for row in rows if row[1] != row[2]]
    alarms = [row for row in unlike if row[2] == "ok"]
    agreement = 1 - len(unlike) / len(rows)
    refused = sum(row[2] != "ok" for row in rows)
    with capsys.disabled():
        print(f"\n{title}: {len(rows)} commands, {refused} refused by docker; {agreement:.2%} judged alike,", end=" ")
        print(f"{len(alarms)} false alarms, {sum(row[1] == 'ok' for row in unlike)} misses")
    shown = [
        f"{' '.join(argv)}\n    ours: {ours}, docker: {theirs}: {said[:120]}" for argv, ours, theirs, said in unlike
    ]
    assert alarms == [], "\n".join(shown)
    assert agreement >= AGREEMENT, "\n".join(shown)
    return refused / len(rows)


def test_generated_commands(spec: Spec, capsys: pytest.CaptureFixture[str]) -> None:
    """Of thousands of commands, right and spoilt, 99.8 % are judged alike, and all that docker accepts are accepted."""
    commands = [argv for argv in made(spec, COUNT, SEED) if not _different(argv)]
    assert _compare(commands, spec, f"made with seed {SEED}", capsys) > 0.2, "the corpus must hold mistakes"


def test_commands_of_the_site(spec: Spec, capsys: pytest.CaptureFixture[str]) -> None:
    """Docker and we accept the same commands on every page."""
    seen: set[tuple[str, ...]] = set()
    for file in sorted(DOCS.rglob("*.md")):
        for snippet in Page(file.name, file.read_text(encoding="utf-8"), spec).snippets:
            for call in snippet.calls:
                if call.parsed and not any(word.opaque for word in call.command.words) and not call.command.more:
                    seen.add(tuple(call.parsed.argv))
    commands = [argv for argv in sorted(seen) if not _different(argv) and "login" not in argv]
    assert len(commands) > 150
    _compare(commands, spec, "commands of the site", capsys)


def test_the_spec_is_what_docker_says() -> None:
    """Ask the CLI for its spec again, as `make spec` does."""
    version = installed()
    if not (FOLDER / f"{version}.json").is_file():
        pytest.skip(f"docker {version} has no committed spec yet; run `make spec`")
    assert dump(make()) == (FOLDER / f"{version}.json").read_text(encoding="utf-8"), "run `make spec`"


VALUES = {"--attach": "stdout", "--docker": "host=x", "--list": "targets", "--publish": "80:80", "--time": "1"}
OPERANDS = (
    ("build", "."),
    ("commit", "web"),
    ("context create", "far"),
    ("inspect", "x"),
    ("restart", "web"),
    ("run", "web"),
    ("stop", "web"),
)
EXCLUDING = [(command, *pair) for command, pairs in exclusions().items() for pair in pairs]


@pytest.mark.parametrize(("command", "told", "other", "said"), EXCLUDING)
def test_flags_that_exclude_each_other_are_told_in_these_words(command: str, told: str, other: str, said: str) -> None:
    kinds = {flag.name: flag.kind for flag in load_spec().by_name[command].flags}
    names = [side.rstrip("=?") for side in (told, other)]
    flags = [f"{name}={VALUES.get(name, '1')}" if kinds[name] else name for name in names]
    operands = [operand for end, operand in OPERANDS if command.endswith(f" {end}")]
    assert said in verdict([*command.split(), *flags, *operands])[1]
