"""Plant every mistake in every page, and see whether the checks find it. One process, no builds: minutes, not hours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dockernotes.catalog.calls import check_calls
from dockernotes.catalog.crossrefs import cross_references
from dockernotes.catalog.load import load
from dockernotes.checks.reading.files import listed
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.project import Found, Project, read
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import Sources, WholeSite
from dockernotes.checks.rules import data_command, data_unused, dockerfile, include, orphan, redirect
from dockernotes.checks.run import OF_SNIPPETS, check_links
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec
from report.planted import PLANTERS, Planted, Planter

AT_MOST = 3
"""The most places on a page for each planter, spread evenly over it."""
_OF_LINKS = frozenset(
    (
        *("link-page", "link-anchor", "link-absolute", "link-address", "link-reference", "link-text"),
        *("admonition", "alt-text", "conflict", "duplicate-id", "heading-html", "html-markdown", "html-open"),
        *("list-indent", "table", "template-open"),
    )
)
_OF_HADOLINT = frozenset(("dockerfile", "dockerfile-advice"))
_OF_MACROS = frozenset(("macro-unknown", "macro-argument", "macro-syntax"))
_NEAR = 1
"""How many lines a diagnostic may be away from its mistake and still count."""
_CHECKS = Path(__file__).parents[2] / "docs/contributing/checks.md"
T = TypeVar("T")


def rules() -> set[str]:
    """Return every rule there is: each has a section on the page of checks, as another test ensures.

    Rules that no text can break are left out: those on what isn't a readable file, and on a program that fails.
    """
    text = _CHECKS.read_text(encoding="utf-8")
    headings = re.findall(r"^### (`.*)$", text, re.MULTILINE)
    found = {rule for row in headings for rule in re.findall(r"[a-z-]+", row)}
    return (found | set(re.findall(r"`(data-[a-z]+)`", text))) - {"internal", "unchecked", "unreadable"}


@dataclass
class Score:
    """The score of one rule: how often its mistake was planted, and where it was missed."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def found(self) -> int:
        return self.planted - len(self.missed)

    def count(self, ok: bool, where: str) -> None:
        self.planted += 1
        if not ok:
            self.missed.append(where)


class Mutation:
    """The pages of a project, and how the checks score with a mistake in one of them."""

    def __init__(self, docs: Path, only: frozenset[str] | None = None) -> None:
        self.project = Project(docs)
        assert self.project.index
        self.setting = Setting(self.project.index)
        self.spec = load_spec()
        files = frozenset(listed(docs))
        self.texts = {name: read(docs / name, name) for name in sorted(files) if name.endswith(".md")}
        self.pages = [name for name in self.texts if only is None or name in only]
        self.tree = Tree(self.texts, files, self.project.expand)
        self.scores: dict[str, Score] = {}
        self._waiting: list[tuple[str, str, Planted]] = []

    def run(self, planters: Mapping[str, list[Planter]] = PLANTERS) -> dict[str, Score]:
        """Plant all mistakes in pages, and return the scores by rule."""
        for rule, every in planters.items():
            score = self.scores.setdefault(rule, Score())
            for planter in every:
                for name in self.pages:
                    for planted in spread(list(planter(self.texts[name])), AT_MOST):
                        # Hadolint is a separate program, so its pages are collected and checked in one go.
                        if rule in _OF_HADOLINT:
                            self._waiting.append((rule, name, planted))
                        else:
                            found = any(_fits(d, rule, planted) for d in self._say(rule, name, planted.text))
                            score.count(found, _where(name, planted, planter))
        self._lint()
        return self.scores

    def _say(self, rule: str, name: str, text: str) -> Iterator[Diagnostic]:
        if rule in _OF_LINKS:
            yield from check_links(self._with({name: text}, name), {name: name})
        elif rule == "include":
            tree = Tree({name: text}, self.tree.files, self.project.expand, taken_in=lambda name: None)
            yield from include.check_in_tree(name, name, tree)
        elif rule in _OF_MACROS:
            yield from check_calls(text, name, self.setting.index)
        else:
            page = Page(name, text, self.spec)
            for module in OF_SNIPPETS:
                yield from module.check(page, self.setting)

    def _with(self, new: Mapping[str, str], *gone: str) -> Tree:
        """Return the project's tree with some pages added and some removed. The others aren't read again."""
        texts = {name: text for name, text in self.texts.items() if name not in gone}
        tree = Tree({**texts, **new}, self.tree.files, self.project.expand)
        tree.__dict__["_documents"] = {name: self.tree.document(name) for name in texts}
        tree.__dict__["_ids"] = {k: v for k, v in self.tree._ids.items() if k in texts}
        return tree

    def _lint(self) -> None:
        pages = [Page(f"{at}", planted.text, self.spec) for at, (_, _, planted) in enumerate(self._waiting)]
        said: dict[str, list[Diagnostic]] = {}
        for diagnostic in dockerfile.judge([listing for page in pages for listing in dockerfile.listings(page)]):
            said.setdefault(diagnostic.path, []).append(diagnostic)
        for at, (rule, name, planted) in enumerate(self._waiting):
            ok = any(_fits(d, rule, planted) for d in said.get(f"{at}", ()))
            self.scores[rule].count(ok, f"{name}:{planted.line}")

    def run_site(self) -> dict[str, Score]:
        """Plant mistakes of the whole site: a page that nothing leads to, a byte that isn't text, a lost address."""
        lost, bytes_ = self.scores.setdefault("orphan", Score()), self.scores.setdefault("encoding", Score())
        for name in self.pages:
            alone = {page: text for page, text in self.texts.items() if page == name}
            tree = Tree(alone, self.tree.files, self.project.expand)
            if name != "index.md":
                said = orphan.check_site(
                    WholeSite(self.project, tree, {name: name}, sorted(self.texts.keys() - {name}))
                )
                lost.count(any(d.rule == "orphan" and d.path == name for d in said), name)
            raw = (self.project.docs / name).read_bytes()
            spoilt = raw[: len(raw) // 2].rsplit(b"\n", 1)[0] + b"\n\xff" + raw[len(raw) // 2 :]
            found = Found(given={Path(name): spoilt})
            read(Path(name), name, found)
            bytes_.count([d.rule for d in found.diagnostics] == ["encoding"], name)
            self._move(name)
        return self.scores

    def _move(self, name: str) -> None:
        """Rename a page and a heading of it, as if they had been released, and redirect an old address to nowhere."""
        gone, led = self.scores.setdefault("address-gone", Score()), self.scores.setdefault("redirect", Score())
        moved = f"{name}-moved.md"
        headings = [address for address in redirect.addresses(self.tree) if address.startswith(f"{name}#")]
        for address, tree in (
            (name, self._with({moved: self.texts[name]}, name)),
            *((heading, self._with({name: "# Other\n"}, name)) for heading in spread(headings, 2)[1:]),
        ):
            said = redirect.faults(tree, ("record", f"{address}\n"), redirect.redirects(b"", "led")[1])
            gone.count([d.rule for d in said] == ["address-gone"], address)
        document = redirect.redirects(f"{moved}: {name[:-3]}x.md\n".encode(), "led")[1]
        led.count([d.rule for d in redirect.faults(self.tree, ("record", ""), document)] == ["redirect"], name)

    def run_data(self, most: int = 25) -> dict[str, Score]:
        """Plant each kind of mistake in the data file, at up to `most` places all over it."""
        text = self.project.raw.decode()
        rows = text.split("\n")
        for rule, (section, start, change) in DATA.items():
            score = self.scores.setdefault(rule, Score())
            places = [n for n in _section(rows, section) if rows[n].startswith(start)]
            candidates = [(n, change(rows[n])) for n in places]
            for number, new in spread(candidates, most):
                changed = [*rows]
                changed[number] = new
                said = list(self._say_data("\n".join(changed)))
                # What concerns a whole entry, such as a repeated name, may be reported at another of its lines.
                score.count(any(d.rule == rule for d in said), f"docker.yml:{number + 1}: {new.strip()}")
        return self.scores

    def _say_data(self, text: str) -> Iterator[Diagnostic]:
        pages = {name: self.tree.ids(name) for name in self.texts}
        catalog, document, problems = load(text.encode(), "docker.yml")
        yield from problems
        if catalog:
            yield from cross_references(catalog, document, pages)
            yield from data_command.check_data(catalog, document, self.spec)
            yield from data_unused.check_sources(Sources(catalog, document, self.texts))


# Rule -> (section of the data file, beginning of the lines to change, what becomes of such a line).
DATA: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "data-yaml": ("commands", "    summary: ", lambda row: row + ': "'),
    "data-shape": ("commands", "    summary: ", lambda row: row.replace("summary", "sumary")),
    "data-duplicate": (
        "commands",
        "  - name: ",
        lambda row: "  - name: " + ("docker run" if "run" not in row else "docker ps"),
    ),
    "data-reference": ("commands", "    group: ", lambda row: row + "x"),
    "data-link": ("commands", "    chapter: ", lambda row: row.replace(".md", "-x.md")),
    "data-command": ("commands", "      - name: --", lambda row: row[:-1] + "qq"),
    "data-unused": ("diagrams", "  - id: ", lambda row: row + "-never-shown"),
}


def _section(rows: list[str], name: str) -> range:
    start = rows.index(f"{name}:")
    end = next((n for n, row in enumerate(rows[start + 1 :], start + 1) if row[:1].isalpha()), len(rows))
    return range(start + 1, end)


def spread(every: list[T], most: int) -> list[T]:
    """Return at most `most` elements of a list, evenly spread."""
    if len(every) <= most:
        return every
    return [every[at * (len(every) - 1) // (most - 1)] for at in range(most)]


def _fits(diagnostic: Diagnostic, rule: str, planted: Planted) -> bool:
    return diagnostic.rule == rule and abs(diagnostic.line - planted.line) <= _NEAR


def _where(name: str, planted: Planted, planter: Planter) -> str:
    return f"{name}:{planted.line} ({getattr(planter, '__name__', 'plant')})"
