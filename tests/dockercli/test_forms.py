"""Forms: the patterns shown to readers also split the words that they type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockernotes.dockercli.grammar.forms import operands_of, parts_of, take_apart

PUBLISH = "[[<host-address>:]<host-port>:]<container-port>[/<protocol>]"
MOUNT = "type=<kind>,source=<source>,target=<target>[,readonly]"
PATTERNS = {"host-address": r"[^:]+|\[[0-9a-f:]+\]", "host-port": "[0-9-]*", "container-port": "[0-9-]+"}

WORDS = [
    (PUBLISH, "80", {"container-port": "80"}),
    (PUBLISH, "8080:80", {"host-port": "8080", "container-port": "80"}),
    (PUBLISH, "127.0.0.1::80", {"host-address": "127.0.0.1", "container-port": "80"}),
    (
        PUBLISH,
        "[::1]:8080:80/udp",
        {"host-address": "[::1]", "host-port": "8080", "container-port": "80", "protocol": "udp"},
    ),
    (PUBLISH, "80:http", {}),
    ("<name>[=<value>]", "A=b=c", {"name": "A", "value": "b=c"}),
    ("<name>[=<value>]", "A", {"name": "A"}),
    ("<name>=<value>", "A", {}),
    ("id=<id>[,src=<file>]", "src=t.txt,id=token", {"file": "src=t.txt", "id": "id=token"}),
    (MOUNT, "readonly,dst=/b,type=bind", {"readonly": "readonly", "target": "dst=/b", "kind": "type=bind"}),
    (MOUNT, "target=/b,volume-nocopy", {"target": "target=/b", "setting": "volume-nocopy"}),
    (MOUNT, "target=/b, x", {}),
]
USAGES = [
    ("docker ps [options]", []),
    ("docker run [options] <image> [<command> [<argument>...]]", ["<image>", "<command>", "[<argument>]"]),
    ("docker cp [options] [<c>:]<path> [<c>:]<path>", ["[<c>:]<path>", "[<c>:]<path>"]),
    ("docker images [options] [<repository>[:<tag>]]", ["[<repository>[:<tag>]]"]),
]


@pytest.mark.parametrize(("form", "word", "parts"), WORDS, ids=[f"{w[1]} as {w[0]}" for w in WORDS])
def test_a_word_is_taken_apart(form: str, word: str, parts: dict[str, str]) -> None:
    assert {name: word[start:end] for name, start, end in take_apart(form, word, PATTERNS)} == parts


@pytest.mark.parametrize(("usage", "forms"), USAGES, ids=[u[0] for u in USAGES])
def test_operands_of_a_usage(usage: str, forms: list[str]) -> None:
    assert operands_of(usage) == forms


@given(form=st.sampled_from([PUBLISH, MOUNT, "<a>[:<b>]", "<a>"]), word=st.text(max_size=30))
def test_spans_lie_in_the_word_one_after_the_other(form: str, word: str) -> None:
    at = 0
    for name, start, end in take_apart(form, word, PATTERNS):
        assert at <= start < end <= len(word) or name == "setting"
        assert name in [*parts_of(form), "setting", "readonly"]
        at = end
