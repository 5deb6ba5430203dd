"""Social cards: a picture of 1200 by 630 pixels for each page, with its title, drawn with the site's own fonts.

The same text gives the same bytes. Cards are kept, so that a rebuild draws nothing.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from dockernotes.cache import Cache

if TYPE_CHECKING:  # loading Pillow takes longer than reading every card that is kept
    from PIL import ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, MARK, LINE = "#fbf7ee", "#1c2a31", "#4d5b61", "#b93a0e", "#e9e0cc"
_MARGIN, _LEFT, _WIDTH = 130, 170, 950
_COLORS = 64


class Cards:
    """Draws cards with the fonts in one folder, and keeps them in another."""

    def __init__(self, fonts: Path, folder: Path) -> None:
        self._fonts, self._cache = fonts, Cache(folder)

    def card(self, title: str, text: str, site: str, mark: str = "") -> bytes:
        """Return a card as PNG. `mark`: what is drawn in the margin, such as a chapter's number."""
        made_from = (self._version, title, text, site, mark)
        return self._cache.get("png", made_from, lambda: self._draw(title, text, site, mark))

    @cached_property
    def _version(self) -> str:
        """A hash of what else decides the bytes: this file and the fonts."""
        content = Path(__file__).read_bytes() + self._woff2("heading") + self._woff2("text")
        return hashlib.sha256(content).hexdigest()

    def _woff2(self, name: str) -> bytes:
        return (self._fonts / f"{name}.woff2").read_bytes()

    @cached_property
    def _decoded(self) -> dict[str, bytes]:
        from fontTools.ttLib import TTFont

        decoded = {}
        for name in ("heading", "text"):
            font = TTFont(BytesIO(self._woff2(name)))
            font.flavor = None
            out = BytesIO()
            font.save(out, reorderTables=False)
            decoded[name] = out.getvalue()
        return decoded

    def _font(self, name: str, size: float) -> ImageFont.FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(BytesIO(self._decoded[name]), size, layout_engine=ImageFont.Layout.BASIC)

    def _draw(self, title: str, text: str, site: str, mark: str) -> bytes:
        from PIL import Image, ImageDraw

        image = Image.new("RGB", SIZE, PAPER)
        draw = ImageDraw.Draw(image)
        for y in range(45, SIZE[1], 45):
            draw.line([(0, y), (SIZE[0], y)], fill=LINE, width=1)
        draw.rectangle([_MARGIN - 2, 0, _MARGIN + 1, SIZE[1]], fill=MARK)
        heading, lines = self._fit(title)
        y, step = 84, round(heading.size * 1.14)
        if mark:
            draw.text((_MARGIN - 24, y), mark, font=self._font("heading", heading.size), fill=MARK, anchor="ra")
        for line in lines:
            draw.text((_LEFT, y), line, font=heading, fill=INK)
            y += step
        body = self._font("text", 34)
        for line in _wrapped(text, body, _WIDTH)[:4]:
            y += 45
            draw.text((_LEFT, y - 16), line, font=body, fill=SOFT)
        draw.text((_LEFT, SIZE[1] - 62), site, font=self._font("heading", 34), fill=INK, anchor="ls")
        out = BytesIO()
        # The slowest settings of both would save a tenth of the bytes, and take as long as a quarter of a whole build.
        few = image.quantize(_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, "PNG", compress_level=7)
        return out.getvalue()

    def _fit(self, title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
        """Return the largest font with which a title needs at most two lines, and those lines."""
        for size in (84, 72, 62):
            font = self._font("heading", size)
            lines = _wrapped(title, font, _WIDTH)
            if len(lines) <= 2:
                break
        return font, lines


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
