"""Turn bytes into text, for every room that reads a file. What isn't text becomes a diagnostic, not an exception."""

from __future__ import annotations

from dockernotes.diagnostics import Diagnostic


def decode(raw: bytes, path: str, rule: str = "encoding") -> tuple[str, Diagnostic | None]:
    """Return a file's text, read as well as possible, and a diagnostic for the first byte that is not UTF-8 or is NUL.

    Line ends become those of Unix, and a byte order mark is left out.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        return text, _nul(text, path, rule) if "\0" in text else None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"not UTF-8: byte 0x{raw[error.start]:02x}; save the file as UTF-8"
        problem = Diagnostic(path, line, column, line, column + 1, "error", rule, message)
        return raw.decode("utf-8", "replace").replace("\r\n", "\n"), problem


def _nul(text: str, path: str, rule: str) -> Diagnostic:
    at = text.index("\0")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    message = "a NUL byte, which isn't text; delete it, or save the file as UTF-8"
    return Diagnostic(path, line, column, line, column + 1, "error", rule, message)
