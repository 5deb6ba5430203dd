"""Kinds of values that many flags share, as Go and the CLI's libraries read them.

Each check takes a value and returns what is wrong with it, or None.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from dockernotes.dockercli.grammar.shared_tables import NAMES, Check, matching

_INT = re.compile(r"[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)")
_ULIMITS = frozenset(NAMES["ulimits"])

is_bool = matching("bool")
"""Checks the value of a switch, which can only come after `=`."""
number, cpus, size, duration, pair = map(matching, ("number", "cpus", "size", "duration", "pair"))


def is_ip(text: str) -> bool:
    """Return whether a text is an IPv4 address, or an IPv6 address without a zone."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def ip(value: str) -> str | None:
    return None if value == "" or is_ip(value.strip()) else f"`{value}` isn't an IP address"


def ips(value: str) -> str | None:
    return next((fault for part in value.split(",") if (fault := ip(part) or _nothing(part, value))), None)


def networks(value: str) -> str | None:
    """Check a list of networks as Go's `net.ParseCIDR` reads them."""
    return next((fault for part in value.split(",") if value and (fault := network(part.strip()))), None)


def network(value: str) -> str | None:
    """Check a network with its prefix length, such as `10.9.0.0/16`."""
    address, _, length = value.partition("/")
    longest = 128 if ":" in address else 32
    good = is_ip(address) and re.fullmatch(r"0|[1-9][0-9]{0,2}", length, re.ASCII) and int(length) <= longest
    return None if good else f"`{value}` isn't a network such as `10.9.0.0/16`"


def _nothing(part: str, value: str) -> str | None:
    return "an empty address" if value and not part.strip() else None


def whole(low: int, high: int) -> Check:
    def check(value: str) -> str | None:
        if not _INT.fullmatch(value):
            return "not a whole number"
        digits = value.replace("_", "").lower()
        number = int(digits, 0) if not re.fullmatch(r"[+-]?0[0-7]+", digits) else int(digits, 8)
        signed = low == 0 and value[0] in "+-"
        return None if low <= number <= high and not signed else f"not between {low} and {high}"

    return check


def octal(value: str) -> str | None:
    good = re.fullmatch(r"[0-7]{1,20}", value, re.ASCII) and int(value, 8) < 2**32
    return None if good else "not octal, such as `022`"


def decimal(value: str) -> str | None:
    """Check a whole number in decimal digits, the only form that Go's `ParseInt` with base 10 accepts."""
    good = re.fullmatch(r"[+-]?[0-9]+", value.strip(), re.ASCII) and -(2**63) <= int(value) < 2**63
    return None if good else "not a whole number"


def size_or_unlimited(value: str) -> str | None:
    return None if value == "-1" else size(value)


def not_negative(value: str) -> str | None:
    below = value.startswith("-") and re.search("[1-9]", value)
    return duration(value) or ("is below zero" if below else None)


def not_below_zero(value: str) -> str | None:
    """Check that a valid number isn't negative."""
    return "is below zero" if re.match(r"-.*[1-9a-fA-F]", value) else None


def ulimit(value: str) -> str | None:
    name, equals, limits = value.partition("=")
    if not equals or not limits:
        return "needs `name=soft:hard`, such as `nofile=1024:2048`"
    if name not in _ULIMITS:
        return f"`{name}` isn't a process limit"
    numbers = limits.split(":")
    if len(numbers) > 2 or not all(re.fullmatch(r"[+-]?[0-9]{1,18}", n) for n in numbers):
        return "needs one or two numbers after `=`"
    soft, hard = int(numbers[0]), int(numbers[-1])
    return "the soft limit is above the hard one" if hard != -1 and (soft > hard or soft == -1) else None
