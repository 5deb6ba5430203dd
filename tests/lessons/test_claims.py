"""A page's claims are read from its commands, and commands that would remove others' things are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockernotes.lessons.claims import claims, sweeping
from dockernotes.lessons.engine import Holding
from dockernotes.lessons.guard import obstacles, without_others
from dockernotes.lessons.lesson import LessonStep, read_lesson


def session(*commands: str) -> str:
    return "```console\n" + "".join(f"$ {command}\n" for command in commands) + "```\n"


def step(command: str) -> LessonStep:
    (found,) = read_lesson(session(command)).steps
    return found


CLAIMS = [
    ("docker run -d --name web -p 127.0.0.1:8080:80 nginx", {("container", "web"), ("port", "8080")}),
    ("docker container create --name=web nginx --name other", {("container", "web")}),
    ("docker run -p 80 -p 9000-9001:80-81 -v /x:/y -v $(pwd):/z nginx", set()),
    (
        "docker run -v data:/x --mount type=volume,src=more,dst=/y --mount type=bind,src=/a,dst=/b nginx",
        {("volume", "data"), ("volume", "more")},
    ),
    ("docker volume create a && docker network create b", {("volume", "a"), ("network", "b")}),
    ("docker build -q -t app -t reg:5000/app:1 .", {("image", "app:latest"), ("image", "reg:5000/app:1")}),
    ("docker tag alpine mine:1", {("image", "mine:1")}),
    ("docker rmi mine:1 other", {("image", "mine:1"), ("image", "other:latest")}),
    ("docker rename web old", {("container", "old")}),
    ("docker compose -p shop up -d", {("project", "shop")}),
    ("docker ps && echo docker run --name x", set()),
]


@pytest.mark.parametrize(("command", "expected"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_a_command_claims(command: str, expected: set[tuple[str, str]], tmp_path: Path) -> None:
    found = list(claims(read_lesson(f"# x\n\n```console\n$ {command}\nprinted\n```\n"), tmp_path))
    assert {(c.kind, c.name) for c in found} == expected
    assert {c.line for c in found} <= {4}


def test_what_is_not_run_claims_nothing(tmp_path: Path) -> None:
    page = read_lesson('```console norun="why"\n$ docker run --name web nginx\n```\n')
    assert list(claims(page, tmp_path)) == []


def test_a_compose_file_claims_its_project_and_ports(tmp_path: Path) -> None:
    text = 'services:\n  web:\n    ports:\n      - "127.0.0.1:8090:3000"\n      - 8091:80\n'
    for name, body in {"shop": text, "other": "name: other\n" + text}.items():
        (tmp_path / "compose.yaml").write_text(body)
        page = read_lesson('```yaml file="shop/compose.yaml"\n--8<-- "compose.yaml"\n```\n')
        found = {(c.kind, c.name) for c in claims(page, tmp_path)}
        assert found == {("project", name), ("port", "8090"), ("port", "8091")}


SWEEPS = [
    ("docker container prune --force", "`docker container prune` removes what others made too"),
    ("docker system prune -af --filter until=24h", "removes what others made too"),
    ("docker rm -f $(docker ps -aq)", "`docker ps --quiet` lists what others made as well"),
    ("docker ps -q | xargs docker stop", "lists what others made as well"),
    ("docker image prune --force --filter label=mine", None),
    ("docker rm $(docker ps -aq --filter name=mine)", None),
    ("docker ps -aq", None),
]


@pytest.mark.parametrize(("command", "message"), SWEEPS, ids=[s[0] for s in SWEEPS])
def test_what_others_made_is_not_swept_away(command: str, message: str | None) -> None:
    found = list(obstacles(read_lesson(session(command)), [], []))
    if message is None:
        assert sweeping(step(command)) is None
        assert found == []
    else:
        ((line, shown, text),) = found
        assert (line, shown) == (2, command)
        assert message in text


THEIRS = {
    Holding("container", "a" * 64, "theirs"),
    Holding("volume", "data", "data"),
    Holding("network", "b" * 64, "bridge"),
    Holding("image", "sha256:c", "nginx:1.29"),
}
LISTS = [
    ("docker ps", "ID NAMES\naaaaaaaaaaaa theirs\n123456789012 mine", "ID NAMES\n123456789012 mine"),
    ("docker ps -q", "aaaaaaaaaaaa\n123456789012", "123456789012"),
    ("docker volume ls -q", "data\nmine", "mine"),
    ("docker network ls", "NAME\nbridge\nmine", "NAME\nbridge\nmine"),
    ("docker logs mine", "theirs\ndata", "theirs\ndata"),
    ("docker images", "nginx 1.29", "nginx 1.29"),
]


@pytest.mark.parametrize(("command", "output", "left"), LISTS, ids=[c[0] for c in LISTS])
def test_lists_show_only_what_is_the_pages(command: str, output: str, left: str) -> None:
    assert without_others(step(command), output, THEIRS) == left
