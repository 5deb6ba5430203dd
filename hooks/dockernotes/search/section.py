"""A part of a built page that a link can lead to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Section:
    """A heading and the text below it, up to the next heading. The first section of a page has no `anchor`."""

    anchor: str
    title: str
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())
