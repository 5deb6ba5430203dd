"""Chromium: where it is, what it is started with, and what to say when it is missing. The tests ask here as well."""

from __future__ import annotations

import shutil

# Letters keep the places that their font gives them, on paper as on a screen of many pixels.
ARGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
MISSING = "Chromium is missing; on Debian: apt install chromium"


def chromium() -> str | None:
    """Return the program's path, by the names that systems give it."""
    # The first is Chromium without the windows that nobody sees here: it takes half the time.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
