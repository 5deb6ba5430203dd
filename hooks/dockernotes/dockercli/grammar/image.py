"""Image references, `registry:port/namespace/name:tag@digest`, by the grammar of the distribution project."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.shared_tables import NAMES

_HOST = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)"
_DOMAIN = rf"(?:{_HOST}(?:\.{_HOST})*|\[[\da-fA-F:]+\])(?::\d+)?"
_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_TAG = r"\w[\w.-]{0,127}"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[\da-fA-F]{32,}"
_REFERENCE = re.compile(
    rf"(?P<name>(?:{_DOMAIN}/)?{_PART}(?:/{_PART})*)(?::(?P<tag>{_TAG}))?(?:@(?P<digest>{_DIGEST}))?", re.ASCII
)
_ID = re.compile(r"[\da-f]{64}")
_CUT_OFF = re.compile(r"[:=,]|[A-Za-z_]\w*=|[^:@]*(?:\\|:/)", re.ASCII)
"""A word in the place of an image that belongs to the word before it."""


def split_registry(reference: str) -> tuple[str, str]:
    """Return the registry ("" for Docker Hub) and the rest. The first part is a registry if it couldn't be a name."""
    first, slash, rest = reference.partition("/")
    if not slash or not (re.search(r"[.:]", first) or first == "localhost" or first != first.lower()):
        return "", reference
    return first, rest


def check_image(reference: str, *, by_id: bool = True) -> str | None:
    """Return what is wrong with a reference, or None. `by_id`: an image's full id is allowed too."""
    if _ID.fullmatch(reference):
        return None if by_id else "an id isn't a name to push, pull or tag"
    if scheme := re.match("https?://", reference):
        return f"an image's name can't contain `{scheme[0]}`"
    if _CUT_OFF.match(reference):
        return "not an image reference, `registry/name:tag`; is there a space too many before it?"
    _, rest = split_registry(reference)
    name = re.split(r"[:@]", rest)[0]
    if name != name.lower():
        return f"an image's name has to be in lower case: `{name.lower()}`"
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return "not an image reference, `registry/name:tag`"
    if match["digest"] and (fault := check_digest(match["digest"])):
        return fault
    return "the name is longer than 255 characters" if len(match["name"]) > 255 else None


def check_digest(digest: str) -> str | None:
    """Return what is wrong with a digest, or None."""
    algorithm, _, digits = digest.partition(":")
    if NAMES["digests"].get(algorithm) != len(digits) or not re.fullmatch(r"[\da-f]+", digits):
        return "a digest is `sha256:` and 64 hexadecimal digits"
    return None


def check_source(source: str) -> str | None:
    """Return what is wrong with a reference that may begin with `docker-image://`, or None. Any folder is allowed."""
    if source.startswith((".", "/")):
        return None
    scheme, _, reference = source.rpartition("://")
    return check_image(reference) if scheme in ("", "docker-image") else None
