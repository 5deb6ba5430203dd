"""Tables that Python shares with the page's JavaScript: each is a JSON file next to the module that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_table(module: str, name: str = "") -> Any:
    """Return the table `name`.json next to a module, given as its `__file__`; without a name, the module's own."""
    file = Path(module)
    table = file.with_name(f"{name}.json") if name else file.with_suffix(".json")
    return json.loads(table.read_text(encoding="utf-8"))
