"""The settings of a build as a text, which is the same for two builds with the same settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_OWN = frozenset(("plugins", "hooks", "config_file_path", "docs_dir", "site_dir", "watch", "dev_addr"))
"""Settings that are covered elsewhere or don't affect any page: where the files are, and what watches them."""


def settings(config: Mapping[str, Any], plugins: Mapping[str, Any]) -> str:
    """Return the text. `plugins`: the options of each."""
    theme = config["theme"]
    told = {name: value for name, value in config.items() if name not in _OWN}
    told |= {"theme": {name: theme[name] for name in theme}, "plugins": plugins}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): each for name, each in value.items()}
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    # An object without a text of its own shows its address in memory, and so is never the same again.
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)
