"""Let the real docker command judge an argv, with an engine that refuses every request."""

from __future__ import annotations

import os
import pty
import re
from collections.abc import Sequence

from dockernotes.dockercli.spec.cli import call

# The CLI's own words. One answer may match several, so the order matters.
_VALUE = (
    r"invalid argument",
    r"invalid reference format|invalid checksum digest|invalid repository name|unsupported digest|must be lowercase",
    r"[Ii]nvalid (?:containerPort|hostPort|proto|publish|ranges|range|spec|restart policy|pull option|port format)",
    r"[Ii]nvalid (?:IP address|ip address|range format|empty volume spec|logging opts|storage option|--security-opt)",
    r"invalid (?:UTS|PID|USER|CGROUP) mode|[Ii]nvalid (?:container|host) ?[Pp]ort|[Nn]o port specified",
    r"not a valid (?:repository/tag|mac address)|must specify at least one container source|copying between containers",
    r"[Ii]nvalid platform|an invalid OS component|unknown operating system or architecture|invalid digest",
    r"Valid memory swappiness range|invalid value for|[Ii]nvalid option|invalid availability|invalid stack name",
    r"destination can not be empty|source can not be empty|name cannot be empty|names may be empty|is not a valid",
    r"invalid scale specifier|invalid field '|invalid context (?:value|name)|type required for|unknown role",
    r"invalid print|attestation type not specified|unexpected key|invalid name|unknown type:|names are validated",
    r"ERROR: invalid value|unsupported secret type|type is required for output|ParseUint: parsing|a reserved context",
    r"invalid annotation|unknown entitlement|invalid key-value pair|failed to parse value as time",
    r"arguments to --filter|unknown filter",
    r"invalid filter|invalid IP address|invalid host[Pp]ort|invalid container[Pp]ort|invalid detach keys",
    r"invalid progress mode|must be a non-negative|invalid jobs|jobs option|jobs parallel",
    r"invalid resource|unknown resource|invalid value \"",
    r"must not be more than 255|expecting k=v|failed to find driver|invalid project name",
    r"Unable to parse logging level|Generic Resources is not supported|ERROR: EOF",
    r"cannot parse platform|invalid component of|failed to parse endpoint",
    r"unsupported --progress value|invalid key/value pair|unrecognized config key",
)
_CONFLICT = (
    r"[Cc]onflicting options|conflicts with|cannot be negative|can't be used (?:with|together)|only be used",
    r"are mutually exclusive",
    r"only supported for user-defined|no name set for network|is specified multiple times|is not supported when",
    r"must provide one or more flags|cannot specify a volume-name|not yet supported with|attach multiple containers",
    r"if any flags in the group|requires the `--rotate`|cannot be combined|may not be combined|[Uu]nknown mode",
    r"cannot push a digest|failed to find instance \"\"",
    r"corresponding subnet|no matching subnet|set --tag or --dry-run|at least one of --type",
    r"cannot (?:currently )?be used together|and quiet cannot be used|incompatible with|secret file is required",
    r"are incompatible|[Ss]pecify a Compose file|flag when --from is set|restore multiple|secret data must be empty",
    r"requires (?:instance|a builder|node) name|requires one service",
    r"cannot specify builder name|filter is not supported with",
    r"netip\.ParsePrefix|ParseAddr\(|overlapping subnet|invalid subnet",
)
_REASONS = (
    ("count", r'unknown command "[^"]*" for "docker (?:compose|completion)'),
    ("command", r"unknown (?:docker )?command|is not a docker command|unknown help topic"),
    ("flag", r"unknown flag|unknown shorthand flag|bad flag syntax"),
    ("missing", r"flag needs an argument"),
    ("count", r"requires .*\d+ arg|accepts (?:no arguments|.*arg\(s\))|requires at least one argument"),
    ("conflict", "|".join(_CONFLICT)),
    ("value", "|".join(_VALUE)),
)
# How it ends if nothing is wrong with the words: the engine refuses, or a file, context or record is missing.
_ELSEWHERE = (
    r"this engine refuses everything|is only supported on a Docker daemon running on",
    r"Cannot connect to the Docker daemon|error during connect|dial unix|dial tcp|connection refused|proxyconnect",
    r"no configuration file provided|no such file or directory|no such host|unknown server OS|context not found",
    r"does not exist|couldn't find a bake definition|no builder|no space left|failed to find|No such manifest",
    r"path \".*\" not found|path not found|not a TTY|not a terminal|non TTY|from a non-terminal",
    r"refusing to|no signatures",
    r"is empty|must be a directory|failed to remove|unsupported value: NaN",
    r"unknown copy direction|find env file|no metadata found",
    r"maximum number of passphrase attempts|not a swarm manager",
    r"failed to access repository at|no credentials found|top-level object must be a mapping",
    r"is a directory|file exists|invalid empty ssh agent socket|failed to get console",
)


def verdict(argv: Sequence[str]) -> tuple[str, str]:
    """Return the reason why the CLI refuses a command, and everything that it prints.

    `ok`: it accepts the words. `other`: it refuses with a message that isn't listed here.
    """
    code, said = call(argv)
    if re.search("not a TTY|stdin is not a terminal", said):
        code, said = _at_a_terminal(argv)
    if code > 0:
        for reason, pattern in _REASONS:
            if re.search(pattern, said):
                return reason, said
        return ("ok" if re.search("|".join(_ELSEWHERE), said) else "other"), said
    return "ok", said


def _at_a_terminal(argv: Sequence[str]) -> tuple[int, str]:
    """Ask again with a terminal: without one, `-t` ends a command before all its words are read."""
    master, slave = pty.openpty()
    try:
        return call(argv, slave)
    finally:
        os.close(slave)
        os.close(master)
