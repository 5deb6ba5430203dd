"""Two built sites, before and after: what a reader will notice. The result is plain data, for any program to read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TypedDict

from dockernotes.changes.built import HOST, Built, Site


class PageChange(TypedDict):
    """A page: `new`, `gone` or `changed`; lines of text added and removed; its compressed bytes before and after."""

    page: str
    kind: str
    added: int
    removed: int
    before: int
    after: int


class ActiveChange(TypedDict):
    """Something that runs, loads or sends and was nowhere on the site before. `page`: the first that has it."""

    page: str
    kind: str
    content: str


class LinkChange(TypedDict):
    """A link that is `broken`, or leads where none led before: `away` from the site, or to a `new` place on it."""

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
    active: list[ActiveChange]
    links: list[LinkChange]
    outputs: list[OutputChange]
    before: int
    after: int


def compare(old: Site, new: Site) -> Changes:
    """Return what changes from one site to the other."""
    return {
        "pages": [change for name in sorted({*old.pages, *new.pages}) if (change := _page(name, old, new))],
        "active": list(_active(old, new)),
        "links": [*_broken(new), *_targets(old, new)],
        "outputs": [change for page in new.pages.values() for change in _outputs(page, old)],
        "before": old.weight,
        "after": new.weight,
    }


def _page(name: str, old: Site, new: Site) -> PageChange | None:
    before, after = old.pages.get(name), new.pages.get(name)
    if before and after and before.text == after.text and abs(after.weight - before.weight) < before.weight // 20:
        return None  # what surrounds the text, such as a new menu entry, may differ a little on every page
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


def _active(old: Site, new: Site) -> Iterator[ActiveChange]:
    known = {one for page in _every(old) for one in page.active}
    for page in _every(new):
        for kind, content in sorted(page.active - known):
            known.add((kind, content))
            yield {"page": page.name, "kind": kind, "content": content}


def _broken(new: Site) -> Iterator[LinkChange]:
    for page in new.pages.values():
        for target in sorted(page.links):
            if target.startswith(HOST) and not new.lands(target):
                yield {"page": page.name, "target": target.removeprefix(HOST), "kind": "broken"}


def _targets(old: Site, new: Site) -> Iterator[LinkChange]:
    """Yield the places that links lead to for the first time; those on other sites before those on this one."""
    known = {target for page in _every(old) for target in page.targets | page.links}
    known |= {HOST + name for name in old.pages}
    found: dict[str, str] = {}
    for page in _every(new):
        for target in page.targets | page.links:
            if target not in known:
                found.setdefault(target, page.name)
    for target, name in sorted(found.items(), key=lambda one: (one[0].startswith(HOST), one[1], one[0])):
        ours = target.startswith(HOST)
        if not ours or new.lands(target):
            yield {"page": name, "target": target.removeprefix(HOST), "kind": "new" if ours else "away"}


def _every(site: Site) -> list[Built]:
    return [*site.pages.values(), *site.others.values()]


def _outputs(page: Built, old: Site) -> Iterator[OutputChange]:
    before: dict[str, list[str]] = {}
    for command, printed in old.pages[page.name].outputs if page.name in old.pages else ():
        before.setdefault(command, []).append(printed)
    for command, printed in page.outputs:
        # A page may show the same command more than once: compare them in order.
        was = before[command].pop(0) if before.get(command) else None
        if was is not None and was != printed:
            yield {"page": page.name, "command": command, "before": was, "after": printed}
