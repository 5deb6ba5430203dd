"""Reading the data file entry by entry gives the same as reading it whole: the same data, places and mistakes."""

from __future__ import annotations

import pytest

from conftest import ROOT
from dockernotes.catalog import piecewise, positions

RAW = (ROOT / "docs/_data/docker.yml").read_bytes()
TEXTS = {
    "the file itself": RAW.decode(),
    "comments between": "# One.\na:\n  # Two.\n  - x: 1\n  # Three.\n\n  - y: |\n      z\n\n\n# Four.\nb:\n  - [1]\n",
    "no end of the last line": "a:\n  - x: 1\nb:\n  - y: 2",
    "a text over entries": 'a:\n  - x: "1\n  - y: 2"\n',
    "a text over keys": "a:\n  - x: '1\nb:\n  - y: 2'\n",
    "a key twice": "a:\n  - x: 1\na:\n  - x: 2\n",
    "a key twice in an entry": "a:\n  - x: 1\n  - {y: 2, y: 3}\n",
    "an anchor": "a:\n  - &x 1\n  - *x\n",
    "no entries": "a:\nb:\n  - x: 1\n",
    "another form": "a: 1\nb:\n  - x: 1\n",
    "behind the entries": "a:\n  - x: 1\nb: 2\n",
    "a second document": "a:\n  - x: 1\n---\nb:\n  - y: 2\n",
    "an end": "a:\n  - x: 1\n...\nb:\n  - y: 2\n",
    "a break of another kind": 'a:\n  - x: "1\x852"\n  - y: 2\n',
    "not indented": "a:\n- x: 1\n- y: 2\n",
    "a tab": "a:\n  - x:\t1\n\t- y: 2\n",
    "an open bracket": "a:\n  - [1, 2\n  - 3]\n",
    "no YAML": "a:\n  - x: 1\n  - y: 2: 3\n",
    "two in one": "a:\n  - x: 1\n  - y\n   - z\n",
    "nothing": "",
    "a comment": "# Nothing.\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_says_the_same(name: str) -> None:
    raw = TEXTS[name].encode()
    whole, pieces = positions.read(raw, "x.yml"), piecewise.read(raw, "x.yml")
    assert pieces.span(()) == whole.span(())
    assert (pieces.data, pieces.problems) == (whole.data, whole.problems)
    assert (pieces.keys, pieces.values) == (whole.keys, whole.values)


def test_the_file_is_cut_up() -> None:
    assert piecewise.read(RAW, "x.yml").later is not None
