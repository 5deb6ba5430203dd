"""The small files next to the data file: however one is broken, that is one line, with its place and a fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dockernotes import proofs
from dockernotes.checks.online import link_external, outdated
from dockernotes.checks.reading.project import Project, active_files
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.checks.rules.redirect import RECORD, REDIRECTS, check_site
from dockernotes.diagnostics import Diagnostic

PAGES = {"new.md": "# New\n"}


class OfAddresses(Project):
    """A project with only its pages and the two files on addresses."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs


def _active(docs: Path) -> list[Diagnostic]:
    (docs / "page.md").touch()
    return active_files(docs)[1]


def _external(docs: Path) -> list[Diagnostic]:
    file = docs / link_external.ALLOWED
    return link_external.allowed(file.read_bytes(), file.name)[1]


def _outdated(docs: Path) -> list[Diagnostic]:
    return outdated.on_purpose((docs / "_data/outdated.yml").read_bytes(), "outdated.yml")[1]


def _redirects(docs: Path) -> list[Diagnostic]:
    (docs / RECORD).write_text("new.md\n")
    return list(check_site(WholeSite(OfAddresses(docs), Tree(PAGES, frozenset(PAGES)), {})))


def _proofs(docs: Path) -> list[Diagnostic]:
    problem = proofs.read(docs / proofs.FILE, proofs.FILE)[1]
    return [problem] if problem else []


OF: dict[str, Callable[[Path], list[Diagnostic]]] = {
    "active-html.yml": _active,
    "external-links.yml": _external,
    "outdated.yml": _outdated,
    "redirects.yml": _redirects,
    "verified.json": _proofs,
}
PAIR = {
    "active-html.yml": ("path", "page.md"),
    "external-links.yml": ("pattern", "^a"),
    "outdated.yml": ("name", "a:1"),
}
BYTES = b"- a\xff: b\n"
OPEN = b"- a: [b\n"
NOT_UTF8 = "1:4: not UTF-8: byte 0xff; save the file as UTF-8 [data-yaml]"
NOT_YAML = "1:6: not YAML: a bracket that opens here is not closed; add `]` [data-yaml]"

BROKEN: list[tuple[str, bytes, str]] = [
    *((name, BYTES, NOT_UTF8) for name in (*PAIR, "redirects.yml")),
    *((name, OPEN, NOT_YAML) for name in (*PAIR, "redirects.yml")),
    *(
        (name, f"- {key}: {value}\n  whi: b\n".encode(), f"1:3: an entry has `{key}` and `why`")
        for name, (key, value) in PAIR.items()
    ),
    *(
        (name, f"- {key}: {value}\n  why:\n".encode(), f"1:3: an entry has `{key}` and `why`")
        for name, (key, value) in PAIR.items()
    ),
    *((name, b"a: b\n", f"1:1: not a list of entries with `{key}` and `why`") for name, (key, _) in PAIR.items()),
    ("active-html.yml", b"- path: gone.md\n  why: b\n", "1:9: no file `gone.md`; delete the entry [html-active]"),
    ("external-links.yml", b"- pattern: 'a('\n  why: b\n", "1:12: not a regular expression: missing ), unterminated"),
    ("redirects.yml", b"- a\n", "1:1: not a list of `old address: new address` [redirect]"),
    ("redirects.yml", b"old.md: nwe.md\n", "1:9: no page `nwe.md`; did you mean `new.md`? [redirect]"),
    ("verified.json", b'{"a": "\xff"}', "1:8: not UTF-8: byte 0xff; save the file as UTF-8 [encoding]"),
    ("verified.json", b'{"a": {}', "1:9: not JSON: expecting ',' delimiter; keep one side of a merge, or delete"),
    ("verified.json", b'{"a": {}}', "1:1: `a.docker`: field required; keep one side of a merge, or delete the file"),
]


@pytest.mark.parametrize(("name", "raw", "said"), BROKEN)
def test_a_broken_file_is_one_line(name: str, raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / name).write_bytes(raw)
    (told,) = OF[name](tmp_path)
    assert said in str(told)
    assert told.path.endswith(name)


@pytest.mark.parametrize(("name", "pair"), PAIR.items())
def test_a_right_file_is_none(name: str, pair: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / name).write_text(f"- {pair[0]}: {pair[1]}\n  why: Because.\n")
    assert OF[name](tmp_path) == []
    (tmp_path / "_data" / name).write_text("# nothing yet\n")
    assert OF[name](tmp_path) == []


def test_a_missing_file(tmp_path: Path) -> None:
    """Without the files, nothing is allowed or proved. Only for a missing file of redirects, a line says so."""
    (tmp_path / "_data").mkdir()
    assert _active(tmp_path) == _proofs(tmp_path) == []
    (told,) = _redirects(tmp_path)
    message = f"there is a record of addresses, but no file `{REDIRECTS}`; where none has moved it is empty"
    assert told.message == message
