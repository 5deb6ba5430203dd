"""The data file: the real one is clean, and each kind of mistake is one line with its place and a way out."""

from __future__ import annotations

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.schema import TARGET, schema

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
    ("  - name: docker create\n", "  - name: docker run\n", "stands twice", "data-duplicate"),
    ("{source: code, target: image,", "{source: cod, target: image,", "did you mean `code`?", "data-reference"),
    ("groups:\n", "groups: [\n", "", "data-yaml"),
    ("groups:\n", "groups:\n\t- x\n", "", "data-yaml"),
]


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
