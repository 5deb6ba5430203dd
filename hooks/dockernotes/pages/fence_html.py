"""Fences as HTML. The options for checks and lessons are removed before Markdown sees them, and sessions and scripts
get their own form.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import wraps
from typing import Any

from pymdownx.superfences import SuperFencesException, highlight_validator

from dockernotes.pages.site import SITE
from dockernotes.source.fences import OPTIONS

Formatter = Callable[..., str]


def register(configs: MutableMapping[str, Any]) -> None:
    """Tell superfences about our two forms: a terminal session, and any other fence with our options."""
    settings = configs.setdefault("pymdownx.superfences", {})
    settings["custom_fences"] = [
        {"name": "*", "class": "", "validator": _options, "format": _loud(_listing)},
        {"name": "console", "class": "", "validator": _options, "format": _loud(_session)},
    ]


def _loud(form: Formatter) -> Formatter:
    """Let a mistake in our code end the build: superfences would leave the fence on the page as it was typed."""

    @wraps(form)
    def call(*args: Any, **kwargs: Any) -> str:
        try:
            return form(*args, **kwargs)
        except Exception as error:
            raise SuperFencesException(f"{form.__name__}: {error}") from error

    return call


def _options(language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: dict[str, Any], md: Any) -> bool:
    ours = {key: inputs.pop(key) for key in list(inputs) if key in OPTIONS}
    options["ours"] = ours
    return bool(highlight_validator(language, inputs, options, attrs, md))


def _listing(
    source: str, language: str | None, class_name: str, options: dict[str, Any], md: Any, **kwargs: Any
) -> str:
    from dockernotes.pages.session import script  # loaded only if a page has to be made

    ours = options.pop("ours", {})
    title = ours.get("file") or ours.get("title")
    # For a fence that names no language, superfences passes None.
    shown = script(source, (language or "").lower(), SITE, title=title or "Script", labels=_labels(ours))
    if shown:
        return shown
    if title:
        options["title"] = title
    kwargs.setdefault("classes", [])
    fences = md.preprocessors["fenced_code_block"]
    return str(fences.highlight(src=source, language=language, options=options, md=md, **kwargs))


def _session(source: str, language: str, class_name: str, options: dict[str, Any], md: Any, **kwargs: Any) -> str:
    from dockernotes.pages.session import session  # as above

    ours = options.get("ours", {})
    number, SITE.sessions = SITE.sessions, SITE.sessions + 1
    known = SITE.starts.get(SITE.source, [])
    tried = number if number < len(known) and known[number] is not None else None
    return session(
        source, SITE, tried=tried, title=str(ours.get("title", "") or _printed_by(ours)), labels=_labels(ours)
    )


def _printed_by(ours: dict[str, Any]) -> str:
    """Return which Docker printed a session that isn't for all versions; empty if none has run it yet."""
    from dockernotes.checks.reading.versions import fits  # as above
    from dockernotes.lessons.proof_stamp import runs_of

    wanted = str(ours.get("docker", ""))
    runs = runs_of(SITE.proofs.get(SITE.source, {})) if wanted else []
    fitting = (run["docker"] for run in runs if fits(run["docker"], wanted))
    return next((f"Docker {version}" for version in fitting), "")


def _labels(ours: dict[str, Any]) -> list[tuple[str, str]]:
    labels = []
    if "danger" in ours:
        labels.append(("danger", "Deletes data"))
    if "mistake" in ours:
        labels.append(("mistake", "A mistake, on purpose"))
    elif "fails" in ours:
        labels.append(("fails", "Fails, on purpose"))
    if "retry" in ours:
        labels.append(("retry", "May take a moment"))
    if "docker" in ours:
        wanted = str(ours["docker"])
        text = f"Before Docker {wanted[1:]}" if wanted.startswith("<") else f"Docker {wanted} and newer"
        labels.append(("version", text))
    if "extra" in ours:
        why = str(ours["extra"])
        labels.append(("extra", why[:1].upper() + why[1:]))
    if "norun" in ours:
        labels.append(("norun", "Not run in our tests: " + str(ours["norun"])))
    return labels
