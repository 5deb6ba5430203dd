"""Words of bash are split into fragments, with bash itself as the judge."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockernotes.source.fragments import fragments

BASH = shutil.which("bash") or "bash"
VALUES = {"A": "x y", "PWD": "/here", "?": "0"}

WORDS = [
    ("plain", [("text", "plain")]),
    ('"$(pwd)"/site:/x', [("result", "pwd"), ("text", "/site:/x")]),
    ('"$PWD/a b"', [("variable", "PWD"), ("text", "/a b")]),
    ("'a'\\''b'", [("text", "a'b")]),
    ('"a\\$b\\c"', [("text", "a$b\\c")]),
    ("$left", [("variable", "left")]),
    ("${A}b", [("variable", "A"), ("text", "b")]),
    ('""', [("text", "")]),
    ('"code $?"', [("text", "code "), ("variable", "?")]),
    ("\"$(docker inspect x --format '{{.A}})')\"", [("result", "docker inspect x --format '{{.A}})'")]),
    ("*.tgz", None),
    ("~/x", [("variable", "HOME"), ("text", "/x")]),
    ("~user/x", None),
    ("a=~/x", None),
    ("[::1]:80:80", [("text", "[::1]:80:80")]),
    ("[a-z]*", None),
    ("`pwd`", None),
    ("$'a'", None),
    ("'open", None),
]


@pytest.mark.parametrize(("word", "wanted"), WORDS, ids=[w[0] for w in WORDS])
def test_a_word_is_taken_apart(word: str, wanted: list[tuple[str, str]] | None) -> None:
    assert fragments(word) == wanted


@settings(deadline=None)  # a busy machine starts bash late
@given(st.text(st.sampled_from("ab'\"\\${}A!/~*=,-"), max_size=10))
def test_bash_has_the_same_text(word: str) -> None:
    """Our fragments of a word, with the variables filled in, are the word that bash makes of it."""
    found = fragments(word)
    if not found or not {text for kind, text in found if kind == "variable"} <= set(VALUES):
        return
    environment = {"PATH": os.environ["PATH"], "A": VALUES["A"]}
    script = f"IFS=; printf %s {word}"  # without IFS, no value is split at its blanks
    done = subprocess.run([BASH, "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "".join(VALUES[text] if kind == "variable" else text for kind, text in found)
