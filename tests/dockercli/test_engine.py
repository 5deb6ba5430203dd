"""What an engine refuses, and what is doubtful, each reported at the right place."""

from __future__ import annotations

import shlex

import pytest

from dockernotes.dockercli.engine.refused import refused
from dockernotes.dockercli.reader.doubts import doubted
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.spec.model import before, load_spec

# A command, the piece of it that is marked, and the engine's words for it.
REFUSED = [
    ("docker run --name a x", "a", "Invalid container name (a)"),
    ("docker rename web b", "b", "Invalid container name (b)"),
    ("docker volume create v", "v", "volume name is too short"),
    ("docker run -v v:/data:ro x", "v", "volume name is too short"),
    ("docker run -v src/app:/x y", "src/app", "includes invalid characters for a local volume name"),
    ("docker run -v data:app x", "app", "mount path must be absolute"),
    ("docker run -v data:/b:/c x", "/c", "invalid mode: /c"),
    ("docker run -v data:/ x", "/", "destination can't be '/'"),
    ("docker run -m 512 x", "512", "Minimum memory limit allowed is 6MB"),
    ("docker update --memory-reservation 1m web", "1m", "Minimum memory reservation allowed is 6MB"),
    ("docker run -w app x", "app", "it needs to be an absolute path"),
    ("docker exec -w app web ls", "app", "Cwd must be an absolute path"),
    ("docker run --gpus device=0,1 x", "device=0,1", "cannot set both Count and DeviceIDs"),
    ("docker run --mount type=bind,src=/a x", "type=bind,src=/a", "field Target must not be empty"),
    ("docker run --network container:web -p 80:80 x", "-p", "port publishing and the container type network mode"),
    ("docker run --memory-swap 1g x", "--memory-swap", "You should always set the Memory limit"),
]
RIGHT = [
    "docker run --name ab -v ab:/x -v /a:/b:ro,z -v C:/a:/b -m 6m -w /app --gpus '\"device=0,1\"' x",
    "docker run --mount type=tmpfs,dst=/x --mount type=volume,src=ab,dst=/y --restart on-failure:3 x",
    "docker volume create ab",
    "docker run -m 1g --memory-swap -1 x",
    "docker logs --tail 5 web",
    "docker compose -p foo ps",
    "docker run ubuntu bash -c 'cd /app'",
    "docker run -e A= alpine sh",
    "docker run --name a --help",
]
DOUBTED = [
    ("docker run -v v:/data x", "v:/data"),
    ("docker logs --tail two web", "two"),
    ("docker compose -p Foo ps", "Foo"),
    ("docker run --network host -p 80:80 x", "-p"),
    ("docker run ubuntu bash -c cd /app", "cd"),
    ("docker run -e A= hello busybox", "A="),
    ("docker run -p 80 80 nginx", "80"),
    ("docker run -v db:/var/lib/postgresql/data postgres:18", "db:/var/lib/postgresql/data"),
]


@pytest.mark.parametrize(("command", "piece", "cli"), REFUSED)
def test_refused(command: str, piece: str, cli: str) -> None:
    argv = shlex.split(command)
    parsed = parse(argv, load_spec())
    assert parsed.problems == []
    (problem,) = refused(parsed)
    assert (argv[problem.word][problem.start : problem.end], problem.reason) == (piece, "engine")
    assert cli in problem.cli


@pytest.mark.parametrize(("command", "piece"), DOUBTED)
def test_doubted(command: str, piece: str) -> None:
    argv = shlex.split(command)
    parsed = parse(argv, load_spec())
    assert (parsed.problems, refused(parsed)) == ([], [])
    (doubt,) = doubted(parsed)
    assert argv[doubt.word][doubt.start : doubt.end] == piece


@pytest.mark.parametrize("command", RIGHT)
def test_neither(command: str) -> None:
    parsed = parse(shlex.split(command), load_spec())
    assert [*parsed.problems, *refused(parsed), *doubted(parsed)] == []


def test_a_word_that_a_shell_fills_in_is_not_judged() -> None:
    for command, at in (("docker run --name a x", 3), ("docker run -v v:/data x", 3), ("docker logs --tail two w", 3)):
        parsed = parse(command.split(), load_spec(), {at})
        assert [*refused(parsed, {at}), *doubted(parsed, {at})] == []


# A command, with what Docker 28 and 29 report; empty for nothing.
OF_VERSIONS = [
    ("docker run -p ::1:8080:80 x", "needs brackets", ""),
    ("docker run --mount type=bind,src=/a,dst=/b,bind-nonrecursive x", "", "bind-recursive=disabled"),
    ("docker run --mount type=bind,src=/a,dst=/b,bind-create-src x", "unknown key", ""),
    ("docker run --mount type=volume,src=,dst=/b x", "", "`src` is empty"),
    ("docker run --mount type=bind,src=/a,dst=/b,ro=TRUE x", "", "`true` or `false`"),
    ("docker run --mount type=bind,src=/a x", "needs `target=path`", ""),
    ("docker network create --subnet bad far", "", "`bad` isn't a network"),
    ("docker attach --detach-keys foo web", "", "`foo` isn't a key"),
    ("docker pull --platform x nginx", "", "a platform is"),
    ("docker build --cpu-quota 0x10 .", "", "not a whole number"),
    ("docker run --ip 10.0.0 x", "", "isn't an IP address"),
    ("docker trust sign app", "", "unknown command"),
]


@pytest.mark.parametrize(("command", "old", "new"), OF_VERSIONS)
def test_versions(command: str, old: str, new: str) -> None:
    newest = load_spec()
    earlier = before(newest)
    assert earlier
    for spec, said in ((earlier, old), (newest, new)):
        messages = [problem.message for problem in parse(command.split(), spec).problems]
        assert len(messages) == bool(said), (spec.version, messages)
        assert said in "".join(messages), (spec.version, messages)
