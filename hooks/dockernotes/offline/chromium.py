"""Chromium: where it is, its arguments, and what to say when it is missing. The tests use this module as well."""

from __future__ import annotations

import shutil

# Without hinting, letters keep the places that their font gives them, on paper as on a fine screen.
ARGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
MISSING = "Chromium is missing; on Debian: apt install chromium"


def chromium() -> str | None:
    """Return the program's path, under whichever name the system gives it, or None."""
    # The first is Chromium without windows, which nobody would see here: it takes half the time.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
