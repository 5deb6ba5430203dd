"""How each command of the site was proved: docs/_data/verified.json. The lessons write it, pages and checks read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic

FILE = "_data/verified.json"
"""The path of that file below docs."""
_WAY_OUT = "keep one side of a merge, or delete the file and run `make record`"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Command(_Strict):
    command: str
    proof: Literal["run", "parsed"]
    why: str = ""
    docker: str = ""
    """Which Docker ran it, if not the page's own: one of `also`."""
    output: str = ""
    """The fingerprint of its recorded output. Output that somebody typed by hand doesn't match it."""


class _Run(_Strict):
    docker: str
    engine: str = ""
    store: str = ""
    standins: bool = False
    date: str


class _Entry(_Run):
    commands: list[_Command]
    also: list[_Run] = []


_ENTRIES = TypeAdapter(dict[str, _Entry])


def read(file: Path, shown: str) -> tuple[dict[str, Any], Diagnostic | None]:
    """Return the proofs by page, and the first problem of the file. `shown`: the path to print.

    There are no proofs if the file has a problem, or if there is no file.
    """
    text, problem = decode(file.read_bytes(), shown) if file.is_file() else ("{}", None)
    if problem:
        return {}, problem
    try:
        entries = json.loads(text)
        _ENTRIES.validate_python(entries)
    except json.JSONDecodeError as error:
        at, message = (error.lineno, error.colno), f"not JSON: {error.msg.lower()}"
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        at, message = (1, 1), f"`{where}`: {first['msg'].lower()}"
    else:
        return entries, None
    return {}, Diagnostic(shown, *at, at[0], at[1] + 1, "error", "json-syntax", f"{message}; {_WAY_OUT}")
