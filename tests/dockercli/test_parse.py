"""The parser on commands that people type: what each word is, and what is reported for a wrong one."""

from __future__ import annotations

import pytest

from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.spec.model import committed, load_spec

RIGHT = [
    "docker run -d -p 8080:80 --name web nginx",
    "docker run -dit -p80:80 -e=A=b nginx:1.27 sh -c ls",
    "docker run --rm -v /a:/b:ro --mount type=bind,src=/a,dst=/b alpine --not-a-flag",
    "docker --context remote ps -a",
    "docker container ls -aq --filter status=exited",
    "docker exec -it web sh -l",
    "docker logs web --tail 10 -f",
    "docker build -t app:1.0 --build-arg A=b .",
    "docker compose -f a.yaml -p shop up -d --build",
    "docker compose exec -T db psql -U postgres",
    "docker run --net host alpine",
    "docker stop -t 5 web db",
    "docker image pull ghcr.io/team/app@sha256:" + "a" * 64,
    "docker run --restart on-failure:3 --memory 512m --cpus 1.5 --pull never alpine",
    "docker cp web:/etc/hosts .",
    "docker buildx history inspect attachment ^0 sha256:" + "a" * 64,
    "docker buildx replay build docker-image://team/app:1",
    "docker buildx replay build ./Folder",
    "docker run --help",
    "docker scout cves nginx",
    "docker -- ps",
    "docker -- -D ps",
    "docker compose -- --profile=dev ps",
    "docker help compose up",
    "docker help container ls",
    "docker help",
    "docker compose alpha watch",
    "docker rm -- -odd-name",
    # Flags and commands that no `--help` shows.
    "docker compose exec -it db psql",
    "docker compose run -ti --rm web bash",
    "docker compose down --volume",
    "docker volume create --name data",
    "docker build -m 2g -t app .",
    "docker update --kernel-memory 80m web",
    "docker stack ls --orchestrator x",
    "docker stop --time 5 web",
    "docker compose alpha viz",
    "docker completion bash",
    "docker system dial-stdio",
    "docker compose bridge transformations ls",
    # For an unknown command, the CLI still shows the help of its group.
    "docker volume prnue --help",
    # Values as people write them.
    "docker buildx create --platform linux/arm64,linux/arm/v7",
    'docker run --network=name=web,"driver-opt=a=b,c=d",ip=192.0.2.42 alpine',
    'docker run --gpus "device=0,1" alpine',
    "docker run --gpus device=0 alpine",
    "docker run --restart on-failure: alpine",
    "docker run -p 0000000080:80/tcp -p 80-81:90 alpine",
    "docker run -m 1_000k --ulimit nofile=+5 alpine",
    "docker run --mount type=bind,src=/a,dst=/b,readonly,bind-recursive=readonly,bind-propagation=rprivate alpine",
    "docker run --mount TYPE=tmpfs,dst=/t,tmpfs-size=1m alpine",
    "docker run --security-opt seccomp=unconfined --security-opt label:disable alpine",
    "docker run --mac-address 92:d0:c6:0a:29:33 --memory-swappiness=-1 alpine",
    "docker build -o type=tar,dest=out.tar --cache-from a,b --secret id=x,env=Y --provenance mode=max --sbom=true .",
    "docker service create --publish published=80,target=80,mode=host --config source=c,target=/c nginx",
    "docker service scale web=3 db=1",
    "docker context use default",
    "docker --log-level WARNING ps",
    # A log level after an unknown command isn't reported: it is never read.
    "docker RM --log-level=loud --version",
    "docker run --net name=shop,ip=192.0.2.42 alpine",
    "docker buildx bake --allow fs.read=/src",
    "docker service create --generic-resource gpu=2 --health-interval 0s nginx",
    "docker builder use --builder box",
    "docker completion fish",
    # Flags that go together.
    "docker run --rm --restart no alpine",
    "docker run --network shop --network-alias web nginx",
    "docker start -a web",
    "docker network create --subnet 10.0.0.0/16 --gateway 10.0.0.1 shop",
    "docker compose up --detach=false --abort-on-container-exit",
    "docker push --all-tags localhost:5000/app",
]

WRONG = [
    ("docker run --ports 80:80 nginx", 2, "flag", "unknown flag `--ports` of `docker run`; did you mean `--publish`?"),
    ("docker run -name web nginx", 2, "flag", "unknown flag `-n` of `docker run`; did you mean `--name`?"),
    ("docker run --it alpine", 2, "flag", "unknown flag `--it` of `docker run`; did you mean `-it`?"),
    ("docker ps -x", 2, "flag", "unknown flag `-x` of `docker ps`"),
    ("docker pss", 1, "command", "unknown command `docker pss`; did you mean `ps`?"),
    ("docker help pss", 2, "command", "no help for `pss`: it isn't a command; did you mean `ps`?"),
    ("docker help container foo", 3, "command", "no help for `foo`: it isn't a command"),
    (
        "docker compose -p Shop up",
        3,
        "value",
        "invalid value `Shop` of `--project-name`: "
        "a project's name consists of lower-case letters, digits, `_` and `-`",
    ),
    ("docker help ps -a", 3, "flag", "`docker help` takes no flag, and `-a` is one"),
    ("docker RM -- --help", 1, "command", "unknown command `docker RM`; did you mean `rm`?"),
    ("docker compose help", 2, "command", "unknown command `docker compose help`"),
    ("docker container zzz", 2, "command", "unknown command `docker container zzz`"),
    ("docker compose upp", 2, "command", "unknown command `docker compose upp`; did you mean `up`?"),
    ("docker run --name", 2, "missing", "flag `--name` needs a value"),
    ("docker run -it", 2, "few", "`docker run` needs at least 1 argument, got 0; the image is missing"),
    ("docker build", 1, "few", "`docker build` needs 1 argument, got 0; the build context is missing, usually `.`"),
    ("docker ps web", 2, "many", "`docker ps` takes no arguments, got 1"),
    ("docker tag a b c", 4, "many", "`docker tag` takes 2 arguments, got 3"),
    (
        "docker buildx replay build docker-image://App",
        4,
        "value",
        "`docker-image://App`: an image's name has to be in lower case: `app`",
    ),
    (
        "docker buildx history inspect attachment ^0 sha256:abc",
        6,
        "value",
        "`sha256:abc`: a digest is `sha256:` and 64 hexadecimal digits",
    ),
    ("docker run Nginx", 2, "value", "`Nginx`: an image's name has to be in lower case: `nginx`"),
    (
        "docker run -p 80:http nginx",
        3,
        "value",
        "invalid value `80:http` of `--publish`: `http` isn't a valid container port (0 to 65535)",
    ),
    (
        "docker run --memory 512x nginx",
        3,
        "value",
        "invalid value `512x` of `--memory`: not a size such as `512m` or `2g`",
    ),
    (
        "docker run --mount typ=bind,src=/a,dst=/b x",
        3,
        "value",
        "invalid value `typ=bind,src=/a,dst=/b` of `--mount`: unknown key `typ`; did you mean `type`?",
    ),
    ("docker cp a b", 2, "value", "`a`: one side of a copy is a container, as `name:/path`"),
    ("docker run --rm=ja x", 2, "value", "invalid value `ja` of `--rm`: a switch takes `true` or `false`"),
    (
        "docker logs --tail 5 --folow web",
        4,
        "flag",
        "unknown flag `--folow` of `docker logs`; did you mean `--follow`?",
    ),
    ("docker volume create --label =x v", 4, "value", "invalid value `=x` of `--label`: the label has no name"),
    (
        "docker build -o type= .",
        3,
        "value",
        "invalid value `type=` of `--output`: needs `type=…`",
    ),
    (
        "docker build --secret x .",
        3,
        "value",
        "invalid value `x` of `--secret`: `x` is not `name=value`",
    ),
    (
        "docker context create ü",
        3,
        "value",
        "`ü`: the name of a context consists of two or more letters, digits, `_`, `.`, `+`, `-`",
    ),
    ("docker service scale web", 3, "value", "`web`: needs `service=number`"),
    (
        "docker service create --generic-resource gpu nginx",
        4,
        "value",
        "invalid value `gpu` of `--generic-resource`: needs `kind=number`, such as `gpu=2`",
    ),
    (
        "docker service create --health-timeout -1s nginx",
        4,
        "value",
        "invalid value `-1s` of `--health-timeout`: is below zero",
    ),
    (
        "docker service create -p 1.2.3.4:80:80 x",
        4,
        "value",
        "invalid value `1.2.3.4:80:80` of `--publish`: a service doesn't have its own address; leave it out",
    ),
]
# Each flag is right by itself, but they are refused together.
TOGETHER = {
    "docker run --rm --restart always alpine": (
        "`--rm` and `--restart` can't be combined: a removed container can't start again"
    ),
    "docker run -d -a stdout alpine": "`--attach` and `--detach` can't be combined",
    "docker run --no-healthcheck --health-cmd true alpine": "`--no-healthcheck` and `--health-cmd` can't be combined",
    "docker run --log-driver none --log-opt a=b alpine": "`--log-driver none` takes no `--log-opt`",
    "docker run --network-alias db postgres": "`--network-alias` needs a network of your own: `--network name`",
    "docker run --network a --network host alpine": (
        "a network of your own and one of `bridge`, `host`, `none`, `container:…` can't be combined"
    ),
    "docker service create --mode global --replicas 3 nginx": "`--replicas` can't be used with `--mode global`",
    "docker update web": "`docker update` needs at least one flag: without one there's nothing to change",
    "docker start -ai web db": "`--attach` works with only one container",
    "docker volume create --name a b": "the name is given twice: as the value of `--name` and by itself",
    "docker push -a app:1.0": "`--all-tags` takes an image without a tag",
    "docker login -u a -p b --password-stdin": "`--password` and `--password-stdin` can't be combined",
    "docker login --password-stdin ghcr.io": "`--password-stdin` needs `--username`",
    "docker push app@sha256:" + "a" * 64: "`docker push` takes a name with a tag, not a digest",
    "docker buildx du --verbose --format json": "`--format` and `--verbose` can't be combined",
    "docker system prune --volumes --filter until=24h": ("a volume has no age: `until` can't be used with `--volumes`"),
    "docker compose run -T -t web": "`--no-tty` and `--tty` can't be combined",
    "docker --debug update web": "`docker update` needs at least one flag: without one there's nothing to change",
    "docker network create --subnet 10.0.0.0/16 --aux-address printer=10.1.0.9 shop": (
        "`10.1.0.9` isn't in any `--subnet`"
    ),
    "docker stop -t 1 --time 2 web": "`--time` and `--timeout` can't be combined",
    "docker network create --gateway 10.0.0.1 shop": "`--gateway` needs a `--subnet`",
    "docker network create --subnet 10.0.0.0/16 --gateway 10.1.0.1 shop": "`10.1.0.1` isn't in any `--subnet`",
    "docker compose up -d --abort-on-container-exit": "`--detach` and `--abort-on-container-exit` can't be combined",
    "docker compose up --build --no-build": "`--build` and `--no-build` can't be combined",
    "docker build --no-cache --no-cache-filter a .": "`--no-cache` and `--no-cache-filter` can't be combined",
}


@pytest.mark.parametrize("command", RIGHT)
def test_right(command: str) -> None:
    """What docker accepts is accepted."""
    assert [problem.message for problem in parse(command.split(), load_spec()).problems] == []


@pytest.mark.parametrize(("command", "word", "reason", "message"), WRONG)
def test_wrong(command: str, word: int, reason: str, message: str) -> None:
    """What docker refuses is refused, at its word, with a fix."""
    problem = parse(command.split(), load_spec()).problems[0]
    assert (problem.word, problem.reason, problem.message) == (word, reason, message)


@pytest.mark.parametrize("command", TOGETHER)
def test_wrong_together(command: str) -> None:
    """What docker refuses is refused, although every word of it is right."""
    problem = parse(command.split(), load_spec()).problems[0]
    assert (problem.reason, problem.message) == ("conflict", TOGETHER[command])


def test_words_a_shell_fills_in_exclude_nothing() -> None:
    """`--restart $POLICY` may be `no`."""
    assert parse(["docker", "run", "--rm", "--restart", "$POLICY", "alpine"], load_spec(), {4}).problems == []
    assert (
        parse(["docker", "network", "create", "--gateway", "$A", "--subnet", "$B", "x"], load_spec(), {4, 6}).problems
        == []
    )


def test_hidden_and_deprecated() -> None:
    """The spec marks what no help shows, and what the CLI calls deprecated."""
    flags = {f"{c.name} {f.name}": f for c in load_spec().commands for f in c.flags}
    assert (flags["docker run --net"].hidden, flags["docker run --net"].deprecated) == (True, False)
    assert (flags["docker stop --time"].hidden, flags["docker stop --time"].deprecated) == (True, True)
    assert flags["docker buildx prune --keep-storage"].deprecated
    assert load_spec().by_name["docker compose alpha"].hidden
    assert {"26.1.5", "28.5.2"} <= set(committed())


def test_all_problems_of_a_command() -> None:
    """One run names every flag that is wrong."""
    problems = parse(["docker", "run", "--naem", "web", "--ports", "1:1", "nginx"], load_spec()).problems
    assert [problem.reason for problem in problems] == ["flag", "flag"]


def test_parts() -> None:
    """Every word has its role, and a cluster of short flags has one part for each letter."""
    argv = ["docker", "run", "-it", "--name=web", "-p", "80:80", "alpine", "sh"]
    parsed = parse(argv, load_spec())
    shown = [(argv[part.word][part.start : part.end], part.role, part.flag and part.flag.name) for part in parsed.parts]
    assert shown == [
        ("docker", "program", None),
        ("run", "command", None),
        ("-i", "flag", "--interactive"),
        ("t", "flag", "--tty"),
        ("--name", "flag", "--name"),
        ("web", "value", "--name"),
        ("-p", "flag", "--publish"),
        ("80:80", "value", "--publish"),
        ("alpine", "operand", None),
        ("sh", "passed", None),
    ]
    assert parsed.values("--publish") == ["80:80"]


def test_what_a_shell_fills_in_is_not_judged() -> None:
    """The `$(docker ps -q)` of `docker rm $(docker ps -q)` may be any number of words."""
    assert parse(["docker", "rm", "$(docker ps -q)"], load_spec(), {2}).problems == []
    assert parse(["docker", "run", "-p", "$PORT:80", "$IMAGE"], load_spec(), {3, 4}).problems == []
