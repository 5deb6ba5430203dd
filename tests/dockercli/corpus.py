"""Commands for our parser and the real CLI to judge: made from the spec, then spoilt in the ways that people do it.

The seed is fixed, so the next run finds the same disagreements.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec, Spec

# By kind: values that are right, and values that are wrong or look wrong.
VALUES = {
    "int": ["0", "5", "-1", "0x10", "007", "5.5", "ten", "", "1_000", "99999999999999999999"],
    "uint": ["0", "7", "-1", "abc", "+3"],
    "uint16": ["10", "1000", "65536", "-5"],
    "uint32": ["10", "4789", "4294967296"],
    "decimal": ["1.5", "0.5", "2", "1,5", "half", "1e-1", "1/2"],
    "float": ["0.5", "1", ".1", "1e3", "x", "NaN"],
    "bytes": ["512m", "2g", "1024", "1.5gb", "64MiB", "10 m", "512x", "m", "-5m", "2 gb", "1kib", "1bb", "0", "1e3"],
    "duration": ["30s", "1m30s", "0", "500ms", "1h", "30", "1 s", "5d", "-2s", "1.5h", ""],
    "umask": ["022", "0077", "x", "999", ""],
    "ip": ["10.0.0.5", "2001:db8::5", "10.0.0", "", " 10.0.0.5"],
    "ipSlice": ["10.0.0.1", "169.254.7.7", "10.0.0.1,10.0.0.2", "10.0.0.1/8", "x", ""],
    "ipNetSlice": ["10.0.1.0/24", "10.0.2.0/24", "10.0.1.5", "x", ""],
    "filter": ["status=exited", "label=a=b", "name", "=x", "dangling=true", "until=24h"],
    "ulimit": [
        "nofile=1024:2048",
        "nofile=1024",
        "nofile",
        "files=3",
        "core=-1",
        "cpu=1:2:3",
        "nofile=20:10",
        "nproc=x",
    ],
    "mount": [
        "type=bind,source=/a,target=/b",
        "type=volume,src=data,dst=/data,readonly",
        "type=tmpfs,destination=/t,tmpfs-size=64m,tmpfs-mode=1777",
        "target=/b",
        "type=bind,source=/a",
        "typ=bind,source=/a,target=/b",
        "type=bind,/a,/b",
        "type=tmpfs,target=/t,volume-nocopy",
        "type=bind,source=/a,target=/b,bind-propagation=rslave",
        "TYPE=bind,SOURCE=/a,TARGET=/b,ro=true",
        "type=bind,src=,target=/b",
        "type=bind, source=/a,target=/b",
        "type=volume,src=data,dst=/data,readonly=TRUE",
        "type=bind,src=/a,dst=/b,bind-nonrecursive",
        "type=bind,src=/a,dst=/b,bind-create-src",
        "",
    ],
    "--publish": [
        *("80", "8080:80", "127.0.0.1:8080:80", "8080:80/udp", "8000-8010:8000-8010", "127.0.0.1::80", "[::1]:80:80"),
        *("80:80:80", "a:b", "8080:", ":80", "8080:80/http", "70000:80", "8000-8002:80", "80-81:80-85", "80:90-80"),
        *(
            "localhost:80:80",
            "8080:80/TCP",
            "",
            "target=80,published=8080",
            "published=8080",
            "8080=80",
            "80/",
            "-80:80",
            "::1:8080:80",
            "80-81-82:80-82",
        ),
    ],
    "--detach-keys": ["ctrl-p,ctrl-q", "a", "foo", "^P", ""],
    "--expose": ["80", "80/udp", "80-90", "80:80", "http", "90-80", ""],
    "--volume": [
        *(
            "data:/var/lib",
            "/a:/b",
            "/a:/b:ro",
            "/a",
            "./a:/b",
            "C:\\x:/b",
            "a",
            "",
            ":/b",
            "/a:",
            "/a:/b:ro:z",
            "/a::ro",
        ),
        *("data:rel", "/a:/b:foo"),
    ],
    "--env": ["A=b", "A", "=b", "", "A=b=c", "A B=c"],
    "--label": ["a=b", "a", "=b", "", "a b=c"],
    "--add-host": ["db:10.0.0.5", "db=10.0.0.5", "db", "db:x", "h:host-gateway", "db:::1", "db=[::1]", ":1.2.3.4", ""],
    "--dns": ["1.1.1.1", "one", "::1", "1.1.1", ""],
    "--attach": ["stdin", "STDOUT", "out", "stderr", ""],
    "--pull": ["always", "missing", "never", "newer", "Always", ""],
    "--restart": ["no", "always", "unless-stopped", "on-failure", "on-failure:3", "on-failure:x", ":3", "a:1:2", ""],
    "--name": ["web", "my-app_1"],
    "--platform": ["linux/amd64", "linux/arm64/v8", "linux", "amd64", "x", "a=b", "linux/", "a/b/c/d"],
    "--gpus": ["all", "2", "device=0", '"device=0,1"', "device=0,1", "al", "driver=nvidia,count=1", "count=x", ""],
    "--network": ["host", "shop", "name=shop,alias=web", "name=shop,ipx=1", "container:web", "alias=a", "", "a=b,c"],
    "--mac-address": ["92:d0:c6:0a:29:33", "92-d0-c6-0a-29-33", "92:d0:c6", "x", ""],
    "--memory-swap": ["1g", "-1", "-2", "x"],
    "--memory-swappiness": ["0", "100", "-1", "101", "-5"],
    "--security-opt": ["no-new-privileges", "seccomp=unconfined", "label:disable", "label", "apparmor=", ""],
    "--sysctl": ["net.core.somaxconn=1024", "kernel.shmmax=1", "vm.swappiness=1", "net.a", ""],
    "--tmpfs": ["/run", "/tmp:rw,size=64m", ""],
    "--log-opt": ["max-size=10m", "tag", ""],
    "--log-driver": ["json-file", "none", "x"],
    "--device-read-bps": ["/dev/sda:1mb", "/dev/sda", "sda:1", "/dev/sda:x"],
    "--device-write-iops": ["/dev/sda:100", "/dev/sda:1mb", ":1"],
    "--blkio-weight-device": ["/dev/sda:200", "/dev/sda:5", "/dev/sda:0", "x"],
    "--device-cgroup-rule": ["c 10:200 rw", "c 1:* rwm", "d 1:1 r", "x"],
    "--link": ["db", "db:database", "a:b:c", ""],
    "--storage-opt": ["size=1g", "size", ""],
    "--health-interval": ["30s", "-1s", "0", "30"],
    "--health-retries": ["3", "-1", "x"],
    "--dns-search": ["example.com", ".", "1", "a b", "exa_mple"],
    "--cgroupns": ["host", "private", "x", ""],
    "--pid": ["host", "container:web", "container:", "x"],
    "--uts": ["host", "", "x"],
    "list": ["x", "a=b"],
    "string": ["x", "a b", "a=b", "-x"],
}
# By the end of a command's name: values of flags that other commands read differently.
VALUES_OF = {
    "build": {
        "--output": ["out", "type=tar,dest=o.tar", "type=local,dest=o", "-", "dest=o", "a,b", ""],
        "--secret": ["id=a,src=b", "id=a", "id=a,env=B", "a", "id=a,x=b", "type=x,id=a", ""],
        "--cache-from": ["app:cache", "type=gha", "type=registry,ref=a/b", "ref=a", "a,b", ""],
        "--cache-to": ["type=inline", "type=local,dest=x", "dest=x", ""],
        "--attest": ["type=sbom", "type=provenance,mode=max", "mode=max", "sbom"],
        "--provenance": ["true", "false", "mode=max", "max", ""],
        "--sbom": ["true", "generator=x", "yes", ""],
        "--build-context": ["a=b", "a", "A=b", ""],
        "--resource": ["memory=2g", "cpu-quota=5", "cpu-quota=0x1", "foo=1", "memory", ""],
        "--policy": ["filename=a", "reset=true", "reset=x", "a", ""],
        "--allow": ["network.host", "security.insecure", "device=a", "x"],
        "--build-arg": ["A=b", "A", "=b", ""],
        "--label": ["a=b", "a", "=b", "a b=c"],
        "--platform": ["linux/amd64", "linux/amd64,linux/arm64"],
        "--call": ["check", "build", "check,format=json", "a,b", "a=b"],
        "--progress": ["plain", "auto", "tty", "quiet"],
        "--ssh": ["default", "a=b"],
        "--target": ["dev"],
    },
    "up": {"--scale": ["web=3"], "--pull": ["always"], "--attach": ["web"], "--timeout": ["5", "x"]},
    "compose": {"--progress": ["plain", "auto", "x"], "--file": ["a.yaml"], "--profile": ["dev"]},
    "down": {"--rmi": ["all", "local", "x"], "--timeout": ["5", "5s"]},
    "logs": {"--tail": ["10", "all"], "--since": ["10m"], "--index": ["1", "x"]},
    "events": {"--since": ["10m", "2026-01-01", "x", "1700000000"], "--until": ["1h", "y"]},
    "inspect": {"--type": ["container", "image", "x"]},
    "service create": {
        "--mode": ["replicated", "global", "global-job", "x"],
        "--replicas": ["3", "x"],
        "--secret": ["db", "source=db,target=x,mode=0400", "src=", "target=x", "x=y"],
        "--publish": [
            *("80", "8080:80", "published=8080,target=80", "published=8080,target=80,mode=host", "target=80,mode=x"),
            *("127.0.0.1:80:80", "published=80", "target=x", "target=80,protocol=udp"),
        ],
        "--placement-pref": ["spread=node.labels.zone", "binpack=x", "spread"],
        "--credential-spec": ["file://a.json", "x"],
        "--log-opt": ["a=b", "=b"],
    },
    "network create": {
        "--subnet": ["10.0.0.0/16", "10.0.0.0/16", "2001:db8::/64"],
        "--gateway": ["10.0.0.1", "10.1.0.1", "2001:db8::1"],
        "--ip-range": ["10.0.1.0/24", "10.2.0.0/24"],
        "--aux-address": ["a=10.0.0.9"],
        "--ipam-driver": ["default"],
        "--label": ["a=b", "=b", "a b"],
    },
    "context create": {"--docker": ["host=tcp://a:1", "from=x", "a=b", "x"]},
    "buildx create": {
        "--driver": ["docker-container", "dockr"],
        "--name": ["b1", "a b", "1a"],
        "--driver-opt": ["network=host", "x"],
    },
}
ABOVE = {
    "docker": ["-D", "--debug", "-lerror", "--log-level=warn", "--foo"],
    "docker compose": ["-f=a.yaml", "-fa.yaml", "-p=shop", "--profile=dev", "--ansi=never", "--progress=plain", "--x"],
}
IMAGES = [
    *(
        "nginx",
        "nginx:1.27",
        "alpine",
        "localhost:5000/app",
        "localhost:5000/team/app:1.0",
        "ghcr.io/a/b@sha256:" + "a" * 64,
    ),
    *(
        "Nginx",
        "nginx:",
        "my app",
        "nginx:a:b",
        "-nginx",
        "UPPER/app",
        "a//b",
        "a/b/",
        "app:tag/x",
        "http://x/y",
        "a__b",
    ),
    *("a___b", "a..b", "a.b-c", "a" * 64, "app@sha256:abc", "ghcr.io/A/b", "registry.example.com:443/app:" + "x" * 129),
    *("app:.tag", "_x", "é", "nginx:latest@sha256:" + "0" * 64, "f" * 63, "F" * 64, "[::1]:5000/app", "a:5000/B"),
    *("localhost/app", "app@sha512:" + "a" * 128, "app@sha256:" + "A" * 64, "app:" + "x" * 128, "a/" * 130 + "b"),
]
OPERANDS = ["web", "nginx", "db", "alpine:3.20", "web:/x", "./x", ".", "-", "a=b"]
# Left to themselves, these wait for input, ask another host, or print a shell's completions.
LEFT_OUT = (
    "trust",
    "manifest",
    "imagetools",
    "login",
    "logout",
    "search",
    "dial-stdio",
    "plugin",
    "history",
    "replay",
    "dap",
)
# Flags whose verdict depends on more than the words: a device is read by the rules of the engine's system, some are for
# another system, a network alias is refused for the default network, and a file must exist.
NOT_GIVEN = (
    *("--help", "--device", "--net-alias", "--network-alias", "--env-file", "--label-file"),
    *("--cpu-count", "--cpu-percent", "--io-maxbandwidth", "--io-maxiops"),
)


def _value(flag: FlagSpec, command: CommandSpec, pick: random.Random) -> str:
    plain = command.name in ("docker run", "docker create", "docker container run", "docker container create")
    own = next((values for end, values in VALUES_OF.items() if command.name.endswith(end)), {})
    pool = VALUES.get(flag.name) if plain or flag.name in ("--detach-keys", "--platform") else None
    pool = own.get(flag.name) or pool or VALUES.get(flag.kind) or VALUES["string"]
    return pick.choice(pool if pick.random() < 0.4 else pool[:3])


def _cluster(flag: FlagSpec, command: CommandSpec, pick: random.Random) -> str:
    """Return letters to add to a short switch: more switches, and perhaps a flag whose value follows."""
    shorts = [f for f in command.flags if f.short and f is not flag]
    switches = [f.short[1:] for f in shorts if not f.kind]
    letters = "".join(pick.sample(switches, min(len(switches), pick.choice([0, 1, 2]))))
    valued = [f for f in shorts if f.kind and f.name not in NOT_GIVEN]
    if valued and pick.random() < 0.4:
        last = pick.choice(valued)
        return f"{letters}{last.short[1:]}{pick.choice(['', '='])}{_value(last, command, pick)}"
    return letters


def _flag_words(flag: FlagSpec, command: CommandSpec, pick: random.Random) -> list[str]:
    name = flag.short if flag.short and pick.random() < 0.5 else flag.name
    if not flag.kind and not name.startswith("--") and pick.random() < 0.4:
        return [name + _cluster(flag, command, pick)]
    if not flag.kind:
        return [name] if pick.random() < 0.9 else [f"{name}={pick.choice(['true', 'false', '1', 'yes'])}"]
    value, form = _value(flag, command, pick), pick.random()
    if form < 0.3:
        return [f"{name}={value}"]
    if form < 0.45 and not name.startswith("--"):
        return [name + value]
    return [name, value]


def _operands(command: CommandSpec, pick: random.Random) -> list[str]:
    most = command.most if command.most is not None else command.least + 2
    words = [pick.choice(OPERANDS) for _ in range(pick.randint(command.least, max(command.least, most)))]
    if words and command.name.split()[-1] in ("run", "create", "pull", "push", "tag", "commit"):
        place = 1 if command.name.split()[-1] in ("tag", "commit") and len(words) > 1 else 0
        words[place] = pick.choice(IMAGES if pick.random() < 0.5 else IMAGES[:6])
    return words


def _spoil(words: list[str], pick: random.Random) -> list[str]:
    """Return a command spoilt in one of the ways that people do it: a typo, or a word lost, doubled, moved or added."""
    spoilt, at = list(words), pick.randrange(1, len(words))
    word = spoilt[at]
    match pick.randrange(11):
        case 0 if len(word) > 2:
            cut = pick.randrange(1, len(word))
            spoilt[at] = word[:cut] + word[cut + 1 :]
        case 1:
            del spoilt[at]
        case 2:
            spoilt.insert(at, word)
        case 3:
            spoilt.append(spoilt.pop(at))
        case 4:
            spoilt.insert(
                at,
                pick.choice(
                    [
                        "--",
                        "--",
                        "-",
                        "-x",
                        "--foo",
                        "extra",
                        "--help",
                        "-h",
                        "help",
                        "-it",
                        "--ports",
                        "-p80:80",
                        "--=",
                    ]
                ),
            )
        case 8 if word.startswith("--") and len(word) > 5:
            spoilt[at] = word[: pick.randrange(4, len(word))]
        case 9 if word.startswith("-") and at + 1 < len(words) and not words[at + 1].startswith("-"):
            spoilt[at : at + 2] = [f"{word}={words[at + 1]}"]
        case 10 if word.startswith("-"):
            spoilt[at] = word + "="
        case 5 if word.startswith("--"):
            spoilt[at] = word[1:]
        case 6 if word.startswith("-"):
            spoilt[at] = "-" + word
        case _:
            spoilt[at] = word.upper()
    return spoilt


def made(spec: Spec, count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield `count` commands. Those that beginners use come five times as often as the rest."""
    pick = random.Random(seed)
    usual = {"run", "create", "exec", "build", "ps", "images", "logs", "tag", "pull", "rm", "up", "down", "cp", "ls"}
    commands = [c for c in spec.commands if not c.group and not set(c.name.split()) & set(LEFT_OUT)]
    weights = [5 if c.name.split()[-1] in usual else 1 for c in commands]
    for command in pick.choices(commands, weights, k=count):
        flags = [f for f in command.flags if f.name not in NOT_GIVEN and f.kind != "pem-file"]
        chosen = pick.sample(flags, min(len(flags), pick.choice([0, 1, 1, 2, 3])))
        words = [word for flag in chosen for word in _flag_words(flag, command, pick)]
        operands = _operands(command, pick)
        tail = [*words, *operands] if pick.random() < 0.8 else [*operands, *words]
        argv = _with_flags_above([*command.name.split(), *tail], pick) if pick.random() < 0.15 else None
        argv = argv or [*command.name.split(), *tail]
        yield _spoil(argv, pick) if pick.random() < 0.5 else argv


def _with_flags_above(argv: list[str], pick: random.Random) -> list[str]:
    """Return a command with one of docker's or Compose's own flags before the subcommand."""
    group = "docker compose" if argv[1] == "compose" and pick.random() < 0.7 else "docker"
    at = len(group.split())
    return [*argv[:at], pick.choice(ABOVE[group]), *argv[at:]]
