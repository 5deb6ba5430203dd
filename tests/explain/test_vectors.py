"""The page's JavaScript and the Python parser agree on every command: verdict, problems, words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from dockercli.corpus import made
from dockernotes.dockercli.spec.model import before, load_spec
from dockernotes.source.shell import read_script
from explain import shared
from explain.node import Page
from vectors.record import index, meanings
from vectors.record import vectors as recorded

COUNT = 6000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(tmp_path_factory.mktemp("explain"))


@pytest.mark.parametrize("name", shared.FILES)
def test_the_vectors_are_what_python_says(name: str) -> None:
    """A difference is either a mistake or intended; if it is intended, write the file again."""
    written = (shared.FOLDER / name).read_text(encoding="utf-8").splitlines()
    unlike = [pair for pair in zip(shared.FILES[name]().splitlines(), written, strict=False) if pair[0] != pair[1]]
    assert shared.FILES[name]().splitlines() == written, f"{unlike[:1]}\nif that is wanted, run `make vectors`"


def _unlike(asked: Sequence[Any], wanted: Sequence[Any], given: Sequence[Any]) -> list[tuple[Any, Any, Any]]:
    return [row for row in zip(asked, wanted, given, strict=True) if row[1] != row[2]]


@pytest.mark.node
def test_commands(page: Page) -> None:
    """For hundreds of recorded commands, verdict, parts and the text of each problem are the same."""
    known = shared.read("commands.jsonl")
    assert len(known) > 600
    asked = [{"argv": v.pop("argv"), "opaque": v.pop("opaque")} for v in known]
    assert len({v["verdict"] for v in known}) == 8
    assert _unlike(asked, known, page.ask("parse", asked)) == []


@pytest.mark.node
@pytest.mark.parametrize("version", ["29", "28"])
def test_thousands_of_commands(page: Page, version: str) -> None:
    """Commands are made at random: from the spec, spoilt, and some with stray characters anywhere."""
    newest, pick = load_spec(), random.Random(11)
    earlier = before(newest)
    assert earlier
    spec = newest if version == "29" else earlier
    assert spec.version.startswith(version)
    asked: list[dict[str, Any]] = []
    for argv in made(spec, COUNT, seed=77):
        opaque = [at for at in range(2, len(argv)) if pick.random() < 0.02]
        words = _scrawled(argv, pick) if pick.random() < 0.3 else argv
        asked.append({"argv": words, "opaque": opaque, "version": version})
    wanted = [shared.answer(job["argv"], job["opaque"], spec) for job in asked]
    assert _unlike(asked, wanted, page.ask("parse", asked))[:3] == []


@pytest.mark.node
def test_meanings(page: Page) -> None:
    """The explanation of each word is the same, for the recorded commands and for thousands of others."""
    spec, found = load_spec(), index()
    argvs = [[str(word) for word in vector["argv"]] for vector in recorded()]
    argvs += [v["argv"] for v in shared.read("commands.jsonl")]
    argvs += made(spec, 3000, seed=9)
    wanted = [meanings(argv, found) for argv in argvs]
    assert _unlike(argvs, wanted, page.ask("meanings", [{"argv": argv} for argv in argvs]))[:3] == []


def _scrawled(argv: Sequence[str], pick: random.Random) -> list[str]:
    words = list(argv)
    for _ in range(pick.choice([1, 1, 2, 4])):
        at = pick.randrange(min(1, len(words) - 1), len(words))
        cut = pick.randrange(len(words[at]) + 1)
        thrown = pick.choice([*"=:,./-@\"' %[]+_0aAäé😀٣–\n\t", "--", "::", "1e3", "0x", "/tcp"])
        words[at] = words[at][:cut] + thrown + words[at][cut:]
    return words


@pytest.mark.node
def test_words_of_a_shell(page: Page) -> None:
    """In pastes and in every bash snippet of the site, both find the same words at the same places."""
    known = {v["text"]: v["commands"] for v in shared.read("scripts.jsonl")}
    assert len(known) == len(shared.SCRIPTS)
    known |= {text: shared.words(text) for text in shared.snippets()}
    assert len(known) > 300
    given = page.ask("words", [{"text": text} for text in known])
    assert _unlike(list(known), list(known.values()), given) == []


@pytest.mark.node
def test_other_shells(page: Page) -> None:
    """For quoted words of all kinds and all pages, both have the same for PowerShell and cmd: a text or a reason."""
    known = {v["text"]: v["said"] for v in shared.read("shells.jsonl")}
    for text in shared.snippets():
        for command in read_script(text).commands:
            alone = text[command.words[0].start : command.words[-1].end]
            if command.name == "docker" and read_script(alone).commands[0].words[0].start == 0:
                known[alone] = shared.said(alone)
    assert len(known) > 400
    given = page.ask("shells", [{"text": text} for text in known])
    assert _unlike(list(known), list(known.values()), given) == []
