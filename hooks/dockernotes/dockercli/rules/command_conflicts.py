"""Flags of other commands that are valid by themselves, but not together, or not without an operand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_interface, ip_network
from itertools import combinations

from dockernotes.dockercli.grammar.buildflags import local_outputs
from dockernotes.dockercli.grammar.kinds import network
from dockernotes.dockercli.rules.given import Fault, Given


def either_name(given: Given) -> Iterator[Fault]:
    if given.last("--name") and given.operands:
        yield "--name", "the name is given twice: as the value of `--name` and by itself"


def all_tags(given: Given) -> Iterator[Fault]:
    image = given.operands[0] if given.operands else None
    if image and given.on("--all-tags") and (":" in image.rsplit("/", 1)[-1] or "@" in image):
        yield "--all-tags", "`--all-tags` takes an image without a tag"


def by_tag(given: Given) -> Iterator[Fault]:
    if given.operands and "@" in (given.operands[0] or ""):
        yield "", "takes a name with a tag, not a digest"


def whose_password(given: Given) -> Iterator[Fault]:
    if given.on("--password-stdin") and not given.flags.get("--username") and not given.flags.get("--password"):
        yield "--password-stdin", "`--password-stdin` needs `--username`"


def addresses(given: Given) -> Iterator[Fault]:
    names = ("--subnet", "--ip-range", "--gateway")
    if any(None in given.flags.get(name, ()) for name in (*names, "--aux-address")):
        return
    subnets = [one for value in given.all("--subnet") for one in value.split(",")]
    for name in names[1:]:
        if len(given.all(name)) > len(subnets):
            yield name, f"`{name}` needs a `--subnet`"
            return
    # Before 29 the client checked a subnet only when it had to compare it with something.
    if subnets != [""] and ("checked-subnets" in given.changes or len(subnets) > 1):
        fault = next((fault for subnet in subnets if (fault := network(subnet))), None) or _overlap(subnets)
        if fault:
            yield "--subnet", fault
            return
    try:
        nets = [ip_network(subnet, strict=False) for subnet in subnets]
        within = [(name, value) for name in names[1:] for value in given.all(name)]
        within += [("--aux-address", value.partition("=")[2]) for value in given.all("--aux-address")]
        for name, value in within:
            if not value or not any(ip_interface(value).ip in net for net in nets):
                yield name, f"`{value}` isn't in any `--subnet`"
    except ValueError:
        return


def _overlap(subnets: Sequence[str]) -> str | None:
    for one, other in combinations(subnets, 2):
        first, second = ip_network(one, strict=False), ip_network(other, strict=False)
        if first.version == second.version and first.overlaps(second):
            return f"`{other}` overlaps with `{one}`"
    return None


def some_record(given: Given) -> Iterator[Fault]:
    if not given.operands and not given.on("--all"):
        yield "", "needs a build record, or `--all`"


def some_attachment(given: Given) -> Iterator[Fault]:
    if len(given.operands) < 2 and not given.flags.get("--type") and not given.flags.get("--platform"):
        yield "", "needs `--type`, `--platform` or the digest of an attachment"


def pushed(given: Given) -> Iterator[Fault]:
    if not given.flags.get("--tag") and not given.on("--dry-run"):
        yield "", "needs `--tag`: the name under which to push"


def build(given: Given) -> Iterator[Fault]:
    if given.on("--quiet") and given.last("--progress") not in ("", "auto", "quiet", "none"):
        yield "--progress", "`--progress` and `--quiet` can't be combined"
    if given.last("--iidfile") and any(local_outputs(given.all("--output"))):
        yield "--iidfile", "this doesn't make an image, so there's no id: `--output` writes files"


def no_until(given: Given) -> Iterator[Fault]:
    if given.on("--volumes") and any(value.lower().startswith("until=") for value in given.all("--filter")):
        yield "--filter", "a volume has no age: `until` can't be used with `--volumes`"


def leave(given: Given) -> Iterator[Fault]:
    for name in ("--leave", "--append"):
        if given.on(name) and not given.last("--name"):
            yield name, f"`{name}` needs `--name`: the builder"


def some_builder(given: Given) -> Iterator[Fault]:
    if not given.operands and not given.flags.get("--builder"):
        yield "", "needs the name of a builder"


def inactive(given: Given) -> Iterator[Fault]:
    if given.on("--all-inactive") and given.operands:
        yield "--all-inactive", "`--all-inactive` takes no names"


def one_service(given: Given) -> Iterator[Fault]:
    if given.last("--index") not in ("", "0") and len(given.operands) != 1:
        yield "--index", "`--index` works with only one service"


def secret_file(given: Given) -> Iterator[Fault]:
    if len(given.operands) == 1 and not given.last("--driver"):
        yield "", "needs a file, or `-` for standard input"
    if len(given.operands) > 1 and given.last("--driver"):
        yield "--driver", "a driver's secret takes no file"


def stack_file(given: Given) -> Iterator[Fault]:
    if not given.flags.get("--compose-file"):
        yield "", "needs `--compose-file`: a stack has no default file"


def up(given: Given) -> Iterator[Fault]:
    exits = ("--abort-on-container-exit", "--abort-on-container-failure")
    stays = [name for name in (*exits, "--attach-dependencies", "--watch") if given.on(name)]
    stays += [name for name in ("--attach", "--exit-code-from") if given.flags.get(name)]
    for name in ("--wait", "--detach"):
        if given.on(name) and stays:
            yield name, f"`{name}` and `{stays[0]}` can't be combined"
            return
