"""The file of proofs is in step with the pages, says truly what was run, and has at least nine tenths run."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.lessons import inventory
from dockernotes.lessons.claims import tagged
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.engine import Engine
from dockernotes.lessons.excuses import ON_REQUEST
from dockernotes.lessons.inventory import Proved, Sheet, examples, is_lesson, sheets, typed
from dockernotes.lessons.lesson import Lesson, read_lesson
from dockernotes.lessons.lesson_run import Ran
from dockernotes.lessons.proof import known, shows, update
from dockernotes.lessons.proof_page import report
from dockernotes.lessons.proof_stamp import runs_of
from dockernotes.proofs import FILE, read

DOCS = ROOT / "docs"
CATALOG = load((DOCS / "_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
PROOFS, BROKEN = read(DOCS / FILE, FILE)
assert BROKEN is None
TEXTS = {f.relative_to(DOCS).as_posix(): f.read_text("utf-8") for f in sorted(DOCS.rglob("*.md"))}
CHAPTERS = {source: read_lesson(text) for source, text in TEXTS.items() if is_lesson(source)}
SHEETS = {sheet.source: sheet for sheet in sheets(TEXTS, PROOFS)}


MERGED = "keep one side of a merge, or delete the file and run `make record`"
SPOILT = [
    ('{\n<<<<<<< HEAD\n "a.md": {}', f"2:1: not JSON: expecting property name enclosed in double quotes; {MERGED}"),
    ('{"a.md": {"docker": "28", "commands": []}}', f"1:1: `a.md.date`: field required; {MERGED}"),
    (
        '{"a.md": {"docker": "28", "date": "2026-11-24", "commands": [{"command": "ls", "proof": "no"}]}}',
        f"1:1: `a.md.commands.0.proof`: input should be 'run' or 'parsed'; {MERGED}",
    ),
]


@pytest.mark.parametrize(("text", "message"), SPOILT)
def test_a_spoilt_file_is_one_line(text: str, message: str, tmp_path: Path) -> None:
    """It counts as empty, and a site without any proofs is built."""
    (tmp_path / "v.json").write_text(text, encoding="utf-8")
    entries, problem = read(tmp_path / "v.json", "v.json")
    assert (entries, str(problem)) == ({}, f"v.json:{message} [json-syntax]")
    assert read(tmp_path / "nothing.json", "nothing.json") == ({}, None)


def test_all_chapters_have_their_proofs() -> None:
    assert list(PROOFS) == sorted(CHAPTERS)


@pytest.mark.parametrize("source", CHAPTERS)
def test_the_proofs_are_those_of_the_page(source: str) -> None:
    shown = [(s.text, s.options.get("norun"), s.options.get("extra")) for s in CHAPTERS[source].steps]
    noted = [(c["command"], c.get("why") if c["proof"] == "parsed" else None) for c in PROOFS[source]["commands"]]
    hint = f"docs/_data/verified.json lags behind; on an engine: make record PAGES=docs/{source}"
    assert [command for command, _ in noted] == [command for command, *_ in shown], hint
    for (command, why), (_, norun, special) in zip(noted, shown, strict=True):
        # A command that wasn't run for a reason that isn't the page's is excused by its version of Docker.
        old = norun is None and why and why.startswith("needs Docker")
        assert why == norun or old, (command, special and "run it once after tests/engine/extra", hint)


@pytest.mark.parametrize("source", CHAPTERS)
def test_every_output_is_what_was_recorded(source: str) -> None:
    """An id that somebody made up looks like a real one, and a run ignores what varies."""
    noted = {(c["command"], c.get("output", "")) for c in PROOFS[source]["commands"] if c["proof"] == "run"}
    commands = {command for command, _ in noted}
    typed_in = [command for command, mark in shows(CHAPTERS[source]) if command in commands and mark]
    kept = [command for command, mark in shows(CHAPTERS[source]) if (command, mark) in noted and mark]
    assert kept == typed_in, f"no engine printed the output of these; make record PAGES=docs/{source}"


@pytest.mark.parametrize("source", CHAPTERS)
def test_the_image_that_is_removed_is_the_one_that_was_built(source: str) -> None:
    """Outputs from two runs may contradict each other; `lessons.py record --fresh` takes them all from one run."""
    built: dict[str, str] = {}
    for step in CHAPTERS[source].steps:
        output = "\n".join(line.text.strip() for line in step.output)
        if made := re.search(r"^(?:=> => exporting manifest list )?(sha256:[0-9a-f]+)", output, re.M):
            built |= {tagged(name): made[1] for name in re.findall(r"(?:-t|--tag) (\S+)", step.text)}
        for name, digest in re.findall(r"^Untagged: (\S+)\nDeleted: (\S+)", output, re.M):
            assert digest.startswith(built.get(name, "")), (step.line, name)


def test_nine_tenths_of_the_chapters_commands_are_run() -> None:
    chapters = [SHEETS[source] for source in CHAPTERS]
    assert sum(s.ran for s in chapters) >= 0.9 * sum(len(s.commands) for s in chapters)
    assert not [p.command for s in chapters for p in s.commands if p.why in (inventory.UNPROVED, inventory.OUTSIDE)]


def test_every_solution_with_commands_is_run() -> None:
    for source, lesson in CHAPTERS.items():
        solution = lesson.text.partition("??? solution")[2].partition("\n## ")[0]
        assert not [why for _, why in typed(read_lesson(solution)) if why], source


FAILURES = [
    "port is already allocated",
    r"No such image: \S+",
    "exit code 137",
    r"The container name \S+ is already in use",
    r'exec: "\S+": permission denied',
    r"\w: Permission denied$",
    r"executable file not found in \$PATH",
]


@pytest.mark.parametrize("message", FAILURES)
def test_an_expected_failure_is_a_lesson(message: str) -> None:
    assert any(re.search(message, line) for _, _, line in recorded())


def recorded() -> list[tuple[str, int, str]]:
    """Return every line that a chapter shows as the output of a command that is run."""
    return [
        (source, line.number, line.text)
        for source, lesson in CHAPTERS.items()
        for step in lesson.steps
        if "norun" not in step.options
        for line in step.output
        if line.text.strip()
    ]


def test_no_mask_hides_a_whole_line() -> None:
    """Every line keeps something to compare, or is exactly one value whose mask may cover a line."""
    assert CATALOG
    masks = Masks(CATALOG.masks)
    alone = {f"[{mask.name}]" for mask in CATALOG.masks if mask.alone}
    tokens = re.compile("|".join(re.escape(f"[{mask.name}]") for mask in CATALOG.masks))
    for source, number, line in recorded():
        masked = masks.apply(line).strip()
        rest = tokens.sub("", masked)
        assert masked in alone or re.search(r"\w", rest) or not re.search(r"\w", line), (source, number, line, masked)


def test_every_mask_is_needed() -> None:
    """A mask that no page needs helps nobody, and might hide a change one day."""
    assert CATALOG
    text = "\n".join(Masks(CATALOG.masks).apply(line) for _, _, line in recorded())
    assert [mask.name for mask in CATALOG.masks if f"[{mask.name}]" not in text] == []


PAGE = """\
---
title: "A page: one"
---
```console
$ docker ps
$ docker ps
```
```console norun="needs a server"
$ docker stop web
```
"""


def test_run_is_only_what_a_lesson_ran() -> None:
    ran = {"command": "docker ps", "proof": "run"}
    entry = {"docker": "28.5.2", "date": "2026-11-24", "commands": [ran]}
    (sheet,) = sheets({"course/01-x.md": PAGE}, {"course/01-x.md": entry})
    expected = (
        Proved("docker ps"),
        Proved("docker ps", inventory.UNPROVED),
        Proved("docker stop web", "needs a server"),
    )
    assert sheet == Sheet("course/01-x.md", "A page: one", expected, "28.5.2", "2026-11-24")
    # A page that isn't a chapter is never run by a lesson, whatever the file says.
    (other,) = sheets({"reference/x.md": PAGE}, {"reference/x.md": entry})
    assert other.ran == 0


def ran(command: str, why: str = "") -> Ran:
    return Ran(1, command, None if why else "", why=why)


def page(results: list[Ran], output: str = "") -> Lesson:
    return read_lesson("```console\n" + "".join(f"$ {r.command}\n{output}" for r in results) + "```\n")


OLD, NEW = Engine("28.5.2", "", "overlay2", standins=False), Engine("29.9.3", "", "containerd", standins=False)
ONLY = {"<29": "needs Docker <29; this is 29.9.3", "29": "needs Docker 29; this is 28.5.2"}


def test_a_page_for_two_versions_keeps_what_each_engine_proved(tmp_path: Path) -> None:
    """The same command is on the page twice, once for each version; a third command is for both."""
    file = tmp_path / "v.json"

    def noted(engine: Engine, results: list[Ran]) -> tuple[list[tuple[str, str, str]], list[str]]:
        update(file, "beyond/x.md", engine, date(2026, 11, 29), results, page(results), recorded=True)
        entries, problem = read(file, "v.json")
        assert problem is None
        entry = entries["beyond/x.md"]
        commands = [(c["command"], c["proof"], c.get("docker", c.get("why", ""))) for c in entry["commands"]]
        return commands, [f"{run['docker']} {run['store']}" for run in runs_of(entry)]

    on_old = [ran("docker images"), ran("docker images", ONLY["29"]), ran("docker ps")]
    on_new = [ran("docker images", ONLY["<29"]), ran("docker images"), ran("docker ps")]
    first = [("docker images", "run", ""), ("docker images", "parsed", ONLY["29"]), ("docker ps", "run", "")]
    assert noted(OLD, on_old) == (first, ["28.5.2 overlay2"])
    both = [("docker images", "run", "28.5.2"), ("docker images", "run", ""), ("docker ps", "run", "")]
    for _ in range(2):
        assert noted(NEW, on_new) == (both, ["29.9.3 containerd", "28.5.2 overlay2"])
    back = [("docker images", "run", ""), ("docker images", "run", "29.9.3"), ("docker ps", "run", "")]
    assert noted(OLD, on_old) == (back, ["28.5.2 overlay2", "29.9.3 containerd"])
    # A command that is removed from the page loses its proof, and a new one has none.
    changed = [ran("docker info", ONLY["29"]), ran("docker ps")]
    expected = [("docker info", "parsed", ONLY["29"]), ("docker ps", "run", "")]
    assert noted(OLD, changed) == (expected, ["28.5.2 overlay2"])


def test_what_is_run_on_request_keeps_its_proof_and_the_day_of_it(tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    everything = [ran("cosign verify web"), ran("docker ps")]
    without = [ran("cosign verify web", ON_REQUEST + "needs cosign"), ran("docker ps")]

    def noted(day: int, results: list[Ran]) -> tuple[list[str], list[str]]:
        update(file, "beyond/x.md", NEW, date(2026, 11, day), results, page(results), recorded=True)
        entry = read(file, "v.json")[0]["beyond/x.md"]
        return [c["proof"] for c in entry["commands"]], [run["date"] for run in runs_of(entry)]

    assert noted(1, without) == (["parsed", "run"], ["2026-11-01"])
    assert noted(2, everything) == (["run", "run"], ["2026-11-02"])
    for day in (3, 4):
        assert noted(day, without) == (["run", "run"], [f"2026-11-0{day}", "2026-11-02"])
    assert noted(5, everything) == (["run", "run"], ["2026-11-05"])


def test_a_run_does_not_vouch_for_what_nobody_recorded(tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    results = [ran("docker run -d web")]

    def noted(output: str, *, recorded: bool) -> bool:
        shown = page(results, output + "\n")
        update(file, "beyond/x.md", NEW, date(2026, 11, 29), results, shown, recorded=recorded)
        return shows(shown)[0] in known(read(file, "v.json")[0]["beyond/x.md"])

    assert not noted("made-up", recorded=False)
    assert noted("printed", recorded=True)
    assert noted("printed", recorded=False)
    assert not noted("made-up", recorded=False)


def test_the_report_says_which_docker_ran_a_command_of_two() -> None:
    commands = (Proved("docker ps"), Proved("docker images", docker="28.5.2"))
    html = report([Sheet("beyond/x.md", "X", commands, "29.9.3", "2026-11-29")], [], lambda address: "/" + address)
    assert "<b>28.5.2, 29.9.3</b>" in html
    assert (
        html.index("docker ps</code>") < html.index("<b>Run on Docker 28.5.2:</b>") < html.index("docker images</code>")
    )


def test_the_report_counts_down_and_names_each() -> None:
    commands = (Proved("docker ps"), Proved('docker run -e A="<b>" x'), Proved("docker stop web", "needs a server"))
    html = report([Sheet("course/01-x.md", "X", commands, "28.5.2", "2026-11-24")], [], lambda address: "/" + address)
    assert "<b>2, which is 66 %</b>" in html
    assert '<summary>X <span>2 of 3 run</span></summary><p id="course-01-x">Run on Docker 28.5.2' in html
    assert '<code translate="no">docker run -e A="&lt;b&gt;" x</code>' in html
    assert "<b>Parsed only:</b> needs a server.</p><ul><li>" in html
    assert 'href="/course/01-x.md"' in html


def test_the_examples_of_the_data_file_are_all_there() -> None:
    assert CATALOG
    listed = {p.command for sheet in examples(CATALOG) for p in sheet.commands}
    for command in CATALOG.commands:
        for example in command.examples:
            assert example.command.strip() in listed
        for flag in command.flags:
            assert flag.example is None or flag.example in listed
