"""Every word of a docker command that means something is explained, and the browser is held to the same vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.harness import project
from conftest import ROOT
from dockercli.corpus import made
from dockernotes.catalog.explain import explain
from dockernotes.checks.reading.page import Page
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.spec.model import load_spec
from vectors.record import index, meanings, vectors

INDEX = index()
PAGES = sorted(path for part in ("course", "beyond", "reference") for path in (ROOT / "docs" / part).glob("*.md"))

WORDS = [
    ("docker volume ls -q", "docker: docker|volume ls: docker volume ls|-q: --quiet"),
    ("docker run -it nginx:1.29", "run: docker run|-i: --interactive|t: --tty|nginx: repository|1.29: tag"),
    ("docker run -p 127.0.0.1:8080:80 nginx", "127.0.0.1: host-address|8080: host-port|80: container-port"),
    ("docker run -v data:/var alpine sh -c ls", "data: volume-or-path|/var: mount-target|sh: command|-c ls: argument"),
    ("docker build -t localhost:5001/app:1 .", "localhost:5001: registry|app: repository|1: tag|.: folder"),
    ("docker --context prod ps -f name=web", "--context: --context|prod: context|name: key|web: wanted"),
    ("docker compose up -d", "compose: docker compose|up: docker compose up|-d: --detach"),
    ("docker compose -f a.yml ps", "-f: --file|a.yml: file"),
    ("docker cp web:/x .", "web: container|/x: file-or-folder|.: file-or-folder"),
]


@pytest.mark.parametrize(("command", "wanted"), WORDS, ids=[w[0] for w in WORDS])
def test_words_are_what_they_are(command: str, wanted: str) -> None:
    argv = command.split()
    found = [
        f"{' '.join([*argv[m.word : m.last], argv[m.last][: m.end]])[m.start :]}: {m.name}"
        for m in explain(parse(argv, load_spec()), INDEX)
    ]
    assert set(wanted.split("|")) <= set(found)


@pytest.mark.parametrize("vector", vectors(), ids=lambda v: " ".join(v["argv"]))
def test_vectors(vector: dict[str, list[object]]) -> None:
    """`python tests/vectors/record.py` writes them. The page that explains a pasted command is tested with them too."""
    assert meanings([str(word) for word in vector["argv"]], INDEX) == vector["meanings"]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_word_of_docker_on_the_site_is_explained(page: Path) -> None:
    """Every word with a role is explained, in a page or its macros' output, except in mistakes on purpose."""
    text = project().expand(page.read_text(encoding="utf-8"))
    for snippet in Page(str(page), text, load_spec()).snippets:
        for call in snippet.calls if not {"mistake", "docker"} & snippet.fence.options.keys() else ():
            if call.parsed is None:
                continue
            found = explain(call.parsed, INDEX)
            silent = [
                call.parsed.argv[part.word]
                for part in call.parsed.parts
                if part.start < part.end
                and not any((m.word, 0) <= (part.word, part.start) <= (m.last, m.end) for m in found)
            ]
            assert silent == [], call.parsed.argv


def test_meanings_follow_each_other_inside_their_words() -> None:
    spec = load_spec()
    for argv in made(spec, 3000):
        at = (0, 0)
        for meaning in explain(parse(argv, spec), INDEX):
            start, end = (meaning.word, meaning.start), (meaning.last, meaning.end)
            assert at <= start < end, argv
            assert meaning.end <= len(argv[meaning.last])
            assert meaning.tip.strip()
            assert "`" not in meaning.tip
            at = end
