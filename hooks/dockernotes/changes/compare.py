"""Two built sites, before and after: what a reader will notice. The result is plain data, for any program to read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TypedDict

from dockernotes.changes.site import HOST, Built, Site


class PageChange(TypedDict):
    """A page: `new`, `gone` or `changed`; lines of text added and removed; its compressed bytes before and after."""

    page: str
    kind: str
    added: int
    removed: int
    before: int
    after: int


class LinkChange(TypedDict):
    """A link that was not there before, or no longer lands. `kind`: `new` or `broken`."""

    page: str
    target: str
    kind: str


class OutputChange(TypedDict):
    """What a command prints on a page, before and after."""

    page: str
    command: str
    before: str
    after: str


class Changes(TypedDict):
    """The whole comparison."""

    pages: list[PageChange]
    links: list[LinkChange]
    outputs: list[OutputChange]
    before: int
    after: int


def compare(old: Site, new: Site) -> Changes:
    """Return what changes from one site to the other."""
    return {
        "pages": [change for name in sorted({*old.pages, *new.pages}) if (change := _page(name, old, new))],
        "links": [change for page in new.pages.values() for change in _links(page, old, new)],
        "outputs": [change for page in new.pages.values() for change in _outputs(page, old)],
        "before": old.weight,
        "after": new.weight,
    }


def _page(name: str, old: Site, new: Site) -> PageChange | None:
    before, after = old.pages.get(name), new.pages.get(name)
    if before and after and before.text == after.text and abs(after.weight - before.weight) < before.weight // 20:
        return None  # what surrounds the text may differ a little on every page, a new line of the menu say
    lines = difflib.SequenceMatcher(None, before.text if before else (), after.text if after else (), autojunk=False)
    added = removed = 0
    for what, old_start, old_end, new_start, new_end in lines.get_opcodes():
        if what != "equal":
            removed += old_end - old_start
            added += new_end - new_start
    kind = "changed" if before and after else "new" if after else "gone"
    return {
        "page": name,
        "kind": kind,
        "added": added,
        "removed": removed,
        "before": before.weight if before else 0,
        "after": after.weight if after else 0,
    }


def _links(page: Built, old: Site, new: Site) -> Iterator[LinkChange]:
    known = old.pages[page.name].links if page.name in old.pages else frozenset()
    for target in sorted(page.links):
        ours = target.startswith(HOST)
        if ours and not new.lands(target):
            yield {"page": page.name, "target": target.removeprefix(HOST), "kind": "broken"}
        elif target not in known and target.startswith("http"):
            yield {"page": page.name, "target": target.removeprefix(HOST), "kind": "new"}


def _outputs(page: Built, old: Site) -> Iterator[OutputChange]:
    before: dict[str, list[str]] = {}
    for command, printed in old.pages[page.name].outputs if page.name in old.pages else ():
        before.setdefault(command, []).append(printed)
    for command, printed in page.outputs:
        # The same command may stand on a page more than once: each takes its turn.
        was = before[command].pop(0) if before.get(command) else None
        if was is not None and was != printed:
            yield {"page": page.name, "command": command, "before": was, "after": printed}
