"""Which rules there are, and which of them apply to whose pages.

What docker, a shell or a reader stumbles over is reported everywhere. The rules of our own style apply to other pages
only if somebody chooses them.
"""

from __future__ import annotations

from collections.abc import Iterable

from dockernotes.diagnostics import did_you_mean

DOCKER = frozenset(
    ("characters", "compose", "docker-command", "dockerfile", "gone", "json-syntax", "mistake", "shell-syntax")
) | {"yaml-syntax"}
"""What a program refuses, or no longer has."""
PAGES = (
    frozenset(("admonition", "conflict", "duplicate-id", "encoding", "fence-open", "front-matter", "html-markdown"))
    | frozenset(("html-open", "ignore-unused", "internal", "link-address", "link-anchor", "link-external", "link-page"))
    | frozenset(("link-reference", "list-indent", "table", "template-open", "unchecked", "unreadable"))
)
"""What a reader of a page stumbles over, or the checks themselves."""
HOUSE = frozenset(
    (
        "alt-text",
        "docker-compose",
        "dockerfile-advice",
        "fence-language",
        "heading-case",
        "heading-html",
        "html-active",
        "link-absolute",
    )
) | {"link-text", "placeholder", "prompt", "spelling"}
"""How we write. Off on other pages, unless somebody chooses it."""
PROJECT = (
    frozenset(
        (
            "address-gone",
            "chapter",
            "chapter-number",
            "command-unexplained",
            "danger-label",
            "data-command",
            "data-duplicate",
            "data-link",
        )
    )
    | frozenset(
        ("data-reference", "data-shape", "data-unused", "data-yaml", "fence-option", "flag-unexplained", "include")
    )
    | {"macro-argument", "macro-syntax", "macro-unknown", "orphan", "outdated", "redirect"}
    | {"question", "question-guess", "question-output"}
)
"""What only this project has: its data file, its chapters, its navigation."""
GROUPS = {
    "all": DOCKER | PAGES | HOUSE | PROJECT,
    "default": DOCKER | PAGES,
    "docker": DOCKER,
    "house": HOUSE,
    "pages": PAGES,
}


def chosen(select: Iterable[str], ignore: Iterable[str], *, own: bool) -> frozenset[str]:
    """Return the rules that apply. Without a selection: on our own pages all rules, on others the defaults."""
    wanted = expanded(select) or GROUPS["all" if own else "default"]
    return wanted - expanded(ignore)


def expanded(names: Iterable[str]) -> frozenset[str]:
    """Return the rules that some names stand for. A name is that of a rule or of a group."""
    return frozenset[str]().union(*(GROUPS.get(name, {name}) for name in names))


def unknown(names: Iterable[str]) -> list[str]:
    """Return a message for each name that is neither a rule nor a group."""
    known = GROUPS["all"] | GROUPS.keys()
    return [f"no rule `{name}`{did_you_mean(name, known)}" for name in names if name not in known]
