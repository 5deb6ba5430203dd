"""The data file: the real one is clean, and each kind of mistake is reported in one line, with its place and a fix."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.schema import TARGET, schema
from dockernotes.checks.once import once
from dockernotes.checks.rules import data_command
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec

DATA = (ROOT / "docs/_data/docker.yml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    return [str(p) for p in load(text.encode(), "docker.yml")[2]]


def test_the_real_file_is_clean_and_as_big_as_promised() -> None:
    pages = {p.relative_to(ROOT / "docs").as_posix(): None for p in (ROOT / "docs").rglob("*.md")}
    catalog, _, found = load(DATA.encode(), "docker.yml", pages)
    assert found == []
    assert catalog
    assert len(catalog.commands) >= 60
    assert sum(len(c.flags) for c in catalog.commands) >= 220
    assert len(catalog.errors) >= 40
    assert len(catalog.diagrams) >= 12


def test_the_schema_is_up_to_date() -> None:
    assert (ROOT / TARGET).read_text(encoding="utf-8") == schema()
    assert DATA.startswith(f"# yaml-language-server: $schema={TARGET.name}\n")


BAD = [
    ("    group: containers", "    group: containrs", "did you mean `containers`?", "data-reference"),
    (
        "    summary: Create a container from",
        "    sumary: Create a container from",
        "did you mean `summary`?",
        "data-shape",
    ),
    ("level: destroys", "level: destroy", "did you mean `destroys`?", "data-shape"),
    ("related: [docker create,", "related: [docker crate,", "did you mean `docker create`?", "data-reference"),
    ("errors: [port-in-use,", "errors: [port-in-us,", "did you mean `port-in-use`?", "data-reference"),
    ("    see: [container, layer]", "    see: [container, layr]", "did you mean `layer`?", "data-reference"),
    ("  - name: docker create\n", "  - name: docker run\n", "occurs twice", "data-duplicate"),
    ("{source: code, target: image,", "{source: cod, target: image,", "did you mean `code`?", "data-reference"),
    (
        "    pattern: 'toomanyrequests",
        '    pattern: "x\\ny"\n    fix: \'toomanyrequests',
        "single quotes",
        "data-shape",
    ),
    ("groups:\n", "groups: [\n", "", "data-yaml"),
    ("groups:\n", "groups:\n\t- x\n", "", "data-yaml"),
]


# Mistakes that the YAML reader can't get past, and the message for each: where to fix it, and how.
YAML = [
    (
        "summary: Create a container from",
        "summary: Create: a container from",
        'needs quotes: `"Create: a container from',
    ),
    ("summary: Create a container from", "summary: `run` a container from", "begins with `` ` `` needs quotes"),
    ("summary: Create a container from", "summary: @run a container from", "begins with `@` needs quotes"),
    ("summary: Create a container from", 'summary: "Create a container from', "a quote that opens here is not closed"),
    ("    summary: Create a", "\tsummary: Create a", "a tab; indent with spaces"),
    ("    summary: Create a", "   summary: Create a", "this line is indented as none above it"),
    ("      - name: --interactive", "      name: --interactive", "or `- ` in front"),
    ("    chapter: course/07", "    chapter:course/07", "a space is missing after `chapter:`"),
    ("docker exec, docker ps]\n", "docker exec, docker ps\n", "is not closed; add `]`"),
    ('"Start in the background', '"Start in the "background', 'inside the quotes write `\\"` for one'),
    ("groups:\n", "<<<<<<< HEAD\ngroups:\n", "a mark of a merge conflict"),
    ("    cheat: true", '    cheat: "maybe"', "`cheat` is `true` or `false`, and here is `maybe`"),
    (
        "    group: containers\n",
        "    group:\n",
        "`group` is a text; put one that looks like something else in quotes",
    ),
    ("\ncommands:\n", "\ncomands:\n", "unknown key `comands`; did you mean `commands`?"),
]


@pytest.mark.parametrize(("good", "bad", "said"), YAML, ids=[each[1].strip()[:40] for each in YAML])
def test_a_slip_of_yaml_is_one_line_with_a_way_out(good: str, bad: str, said: str) -> None:
    assert good in DATA
    (found,) = problems(DATA.replace(good, bad, 1))
    assert said in found
    line = DATA[: DATA.index(good)].count("\n") + 1 + good.startswith("\n")
    assert abs(int(found.split(":")[1]) - line) <= 1


# Entries that contradict the CLI's own description.
SPEC = [
    ("- name: --publish\n", "- name: --publsh\n", "has no `--publsh`; did you mean `--publish`?"),
    ('        short: "-d"\n', "", '`--detach` has a short form; add `short: "-d"`'),
    ('short: "-d"', 'short: "-D"', "`-D`: `--detach` has `-d` for short"),
    (
        '--name\n        value: "<name>"\n',
        "--name\n",
        '`--name` takes a value; add `value:`, such as `value: "<name>"`',
    ),
    ("--rm\n", '--rm\n        value: "<name>"\n', "`--rm` is a switch, and takes no value; delete the line"),
    ('usage: "docker run [', 'usage: "docker create [', "the usage of `docker run` begins with `docker run`"),
    ("usage: FROM", "usage: FRM", "the usage of `FROM` begins with `FROM`"),
]


@pytest.mark.parametrize(("good", "bad", "said"), SPEC, ids=[each[2][:40] for each in SPEC])
def test_the_cli_knows_better(good: str, bad: str, said: str) -> None:
    at = DATA.index(good)
    catalog, document, found = load(DATA.replace(good, bad, 1).encode(), "docker.yml")
    assert catalog
    assert found == []
    (fault,) = data_command.check_data(catalog, document, load_spec())
    assert said in fault.message
    assert abs(fault.line - DATA[:at].count("\n") - 1) <= 1


def _one(rule: str, message: str, line: int) -> Diagnostic:
    return Diagnostic("page.md", line, 1, line, 2, "error", rule, message)


def test_what_follows_from_a_mistake_is_left_out_and_what_repeats_is_counted() -> None:
    lost = [
        _one("flag-unexplained", "the data file doesn't explain `--x` of `docker run`; add it", n) for n in (1, 2, 3)
    ]
    (told,) = once(lost)
    assert told.line == 1
    assert told.message.endswith("(and in 2 more places)")
    root = _one("data-command", "`docker run` of docker 29 has no `--y`; did you mean `--x`?", 9)
    anchor = _one("data-link", "no anchor `#docker-run--x` on `reference/containers.md`", 8)
    other = _one("link-page", "no page `a.md`", 7)
    assert once([*lost, root, anchor, other]) == [other, root]
    assert once([*lost, anchor], [root]) == []
    usage = _one("data-command", "the usage of `docker run` begins with `docker run`, and not with `docker rm`", 9)
    assert once([*lost[:1], usage]) == [lost[0], usage]
    gone = _one("data-command", "docker 29 has no `docker rnu`; did you mean `docker run`?", 9)
    shadows = [
        _one("command-unexplained", "the data file does not explain `docker run`; add it to `commands`", 1),
        _one("data-reference", "no command `docker run`; did you mean `docker rnu`?", 2),
        _one("macro-argument", "no command `docker run` in the data file", 3),
    ]
    assert once([*shadows, gone]) == [gone]
    assert once(shadows[:2]) == shadows[:2]
    assert once([other, replace(other, line=8)]) == [other, replace(other, line=8)]


@pytest.mark.parametrize(("good", "bad", "hint", "rule"), BAD, ids=[b[1].strip()[:40] for b in BAD])
def test_a_mistake_is_named_where_it_stands(good: str, bad: str, hint: str, rule: str) -> None:
    assert good in DATA
    found = problems(DATA.replace(good, bad, 1))
    line = DATA[: DATA.index(good)].count("\n") + 1
    assert any(hint in p and f"[{rule}]" in p for p in found), found
    assert any(abs(int(p.split(":")[1]) - line) <= 2 for p in found), (line, found)


def test_all_mistakes_at_once() -> None:
    wrong = DATA.count("level: destroys")
    assert wrong > 5
    assert len(problems(DATA.replace("level: destroys", "level: destroy"))) == wrong


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe", b"[", b"a: &a [*a]", b"- " * 5000, b"\xef\xbb\xbfgroups: 1", b"x: !!python/object:os.system y"],
)
def test_no_bytes_make_it_fall_over(raw: bytes) -> None:
    catalog, _, found = load(raw, "docker.yml")
    assert catalog is None
    assert found
    assert all(p.line >= 1 and p.column >= 1 for p in found)
