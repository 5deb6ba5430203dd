"""A door: while `mkdocs serve` runs, show a page with the problems of a failed build, and a note when hooks change.

By itself, MkDocs would serve no page after a failed build, or stop if that was the first. It has no event for this, so
the hook wraps the function that builds, as it is in MkDocs 1.6, the last version with hooks.
"""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import event_priority

from dockernotes.checks.build import BUILD
from dockernotes.pages import broken
from dockernotes.pages.banner import with_note

log = logging.getLogger("mkdocs.hooks.serving")

HOOKS = Path(__file__).parent
RESTART = "hooks have changed since this server was started, and it still runs the old ones; restart `{}`"
_state: dict[str, Any] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Wrap the functions that load the settings and build."""
    if command == "serve" and not _state:
        from mkdocs.commands import serve  # brings a web server, which a build doesn't need

        _state.update(hooks=_stamps(), changed=False, error=None, config=None)
        serve.build = _shown_when_broken(serve.build)  # type: ignore[attr-defined]
        serve.load_config = _kept_when_broken(serve.load_config)  # type: ignore[attr-defined]


def _kept_when_broken(load: Callable[..., MkDocsConfig]) -> Callable[..., MkDocsConfig]:
    @functools.wraps(load)
    def loaded(**given: Any) -> MkDocsConfig:
        _state["error"] = None
        try:
            _state["config"] = load(**given)
        except (ConfigurationError, Abort) as error:
            if not _state["config"]:
                raise
            _state["error"] = error
        config: MkDocsConfig = _state["config"]
        return config

    return loaded


def _shown_when_broken(build: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(build)
    def built(config: MkDocsConfig, **given: Any) -> None:
        _state["config"] = config
        if _state["error"]:
            return _show(config, f"mkdocs.yml: {_state['error']}")
        if _hooks_changed():
            _state["changed"] = True
            log.warning(RESTART.format("make serve"))
        try:
            return build(config, **given)
        except (MkDocsException, TemplateError) as error:
            return _show(config, f"{type(error).__name__}: {error}")
        except Exception as error:
            # A mistake in a hook or plugin. Whoever fixes it needs the whole traceback in the log.
            log.error("%s", traceback.format_exc())
            place = traceback.extract_tb(error.__traceback__)[-1]
            return _show(config, f"{place.filename}:{place.lineno}: {type(error).__name__}: {error}")

    return built


def _show(config: MkDocsConfig, said: str) -> None:
    docs, errors = Path(config.docs_dir), [one for one in BUILD.problems if one.severity == "error"]
    pages = [page.relative_to(docs).with_suffix("") for page in docs.rglob("*.md") if page.stem != "README"]
    addresses = [(page.parent if page.name == "index" else page).joinpath("index.html").as_posix() for page in pages]
    broken.write(Path(config.site_dir), addresses, errors, said)
    log.error("%s; the served page says what to fix", said)


def _stamps() -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in sorted(HOOKS.rglob("*.py"))}


def _hooks_changed() -> bool:
    return bool(_state["hooks"] != _stamps())


@event_priority(-110)  # after check.py has said what is wrong with the page
def on_post_page(output: str, **_: Any) -> str:
    """Say at the top of each page that outdated hooks made it, once hooks have changed."""
    return with_note(output, RESTART.format("make serve")) if _state.get("changed") else output
