"""Check a port of `EXPOSE`. BuildKit also reads an address and a port of the host, and ignores both."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.kinds import is_ip


def port_fault(word: str) -> str | None:
    """Return what is wrong with a word of `EXPOSE`, or None."""
    bare = re.sub(r"[\"']", "", word)
    address, host, last = ([*[""] * 3, *bare.rsplit(":", 2)])[-3:]
    port, _, protocol = last.partition("/")
    if word.startswith("#"):
        return "a `#` begins a comment only at the start of a line; put the note on its own line"
    if protocol.lower() not in ("", "tcp", "udp", "sctp"):
        return f"`{protocol}` isn't a protocol; known: `sctp`, `tcp`, `udp`"
    if address and not is_ip(address.strip("[]")):
        return f"`{address}` isn't an IP address; `EXPOSE` takes a port, such as `8080` or `53/udp`"
    inner, outer = _range(port), _range(host)
    if not inner:
        over = re.fullmatch(r"\d+", port, re.ASCII)
        return f"`{port}`: ports go up to 65535" if over else f"`{port}` isn't a port; write a number, such as `8080`"
    if host and not outer:
        return f"`{host}` isn't a port; `EXPOSE` takes only the container's port"
    if outer and inner[0] != inner[1] and outer[1] - outer[0] != inner[1] - inner[0]:
        return "the two ranges differ in length"
    return None


def _range(text: str) -> tuple[int, int] | None:
    first, dash, last = text.partition("-")
    ends = (first, last if dash else first)
    if not all(re.fullmatch(r"\+?\d+", end, re.ASCII) for end in ends):
        return None
    low, high = map(int, ends)
    return (low, high) if low <= high <= 65535 else None
