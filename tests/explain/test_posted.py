"""Commands as people post and paste them: found among everything around them, and judged by the right Docker."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from explain.node import Page

pytestmark = pytest.mark.node
POSTED = [
    json.loads(line) for line in Path(__file__).with_name("posted.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Real posts, without names, each with the right verdict and Compose file."""
WORDS = {
    "the old program": "old",
    "refused by the client": "client",
    "refused by the engine": "engine",
    "accepted, doubtful": "doubtful",
    "ok": "ok",
}
"""The verdict on a paste is the worst of its commands, in this order."""

# Commands with something around them, and the commands that are found.
AROUND = [
    ("[me@box ~]$ docker ps\nCONTAINER ID   IMAGE\nabc nginx", "ps"),
    ("[root@box app]# docker run -d nginx", "run"),
    ("bash-5.1$ docker ps -a", "ps"),
    ("sh-5.2# docker images", "images"),
    ("me@Mac app % docker run -it ubuntu bash", "run"),
    ("% docker ps", "ps"),
    ("❯ docker compose up -d", "compose up"),
    ("➜  ~ docker ps", "ps"),
    ("➜  shop git:(main) ✗ docker compose ps", "compose ps"),
    ("# docker run -d nginx\n# docker ps", "run ps"),
    ("# docker rm x1\ndocker ps", "ps"),
    ("/ # docker info", "info"),
    ("~/app $ docker ps", "ps"),
    ("mac:~ me$ docker ps", "ps"),
    ("┌──(kali㉿kali)-[~]\n└─$ sudo docker ps", "ps"),
    ("me@box ~/app> docker ps", "ps"),
    ("PS /home/me> docker ps\nC:\\> docker images", "ps images"),
    ("/opt/homebrew/bin/docker ps\n/snap/bin/docker images", "ps images"),
    ('& "C:\\Program Files\\Docker\\Docker\\resources\\bin\\docker.exe" ps -a', "ps"),
    ("*/5 * * * * docker system prune -f", "system prune"),
    ("@daily /usr/bin/docker image prune -af > /dev/null 2>&1", "image prune"),
    ("0 3 * * 1 root docker exec db pg_dump -U app app > /backup/db.sql", "exec"),
    ("ssh me@host docker ps", "ps"),
    ("ssh -i key me@host 'docker compose pull && docker compose up -d'", "compose pull compose up"),
    ('bash -lc "docker ps && docker images"', "ps images"),
    ("wsl -d Ubuntu -- docker run hello-world", "run"),
    ("doas docker ps\nsu - me -c 'docker images'\nsudo -E -u me docker info", "ps images info"),
    ("- run: docker build -t app .", "build"),
    ("- name: Run\n  run: |\n    docker pull nginx\n    docker ps\n- name: Next\n  if: always()", "pull ps"),
    ("build:\n  script:\n    - docker build -t app .\n    - 'docker push app'", "build push"),
    ("RUN docker ps", "ps"),
    ("build:\n\tdocker build -t app .\nrun:\n\t@docker run --rm $(IMAGE)", "build run"),
    ('"scripts": {\n  "start": "docker compose up",\n  "db": "docker run -d postgres:16"\n}', "compose up run"),
    ("```bash\ndocker run -d nginx\n```\nThen open it.", "run"),
    ("[Service]\nExecStartPre=-/usr/bin/docker rm -f app\nExecStart=docker run --name app \\\n  nginx", "rm run"),
    ("docker ps | xargs docker stop\nX=$(docker ps -q)", "ps stop ps"),
    ("sh 'docker build -t app .'\nsh \"docker push app\"", "build push"),
    ("- name: run\n  shell: docker run -d nginx", "run"),
    ("alias dps='docker ps -a'", "ps"),
    ("docker ps \\\n  -a\n  # docker rm x1\ndocker images", "ps images"),
    ("$docker ps\n$ docker images", "ps images"),
    ('sh """\n  docker build -t app .\n  docker push app\n"""', "build push"),
    ('(crontab -l; echo "*/5 * * * * docker exec web php cron.php >> ~/x.log 2>&1") | crontab -', "exec"),
    ("up:\n\t@docker run --rm -v $$(pwd):/work nix", "run"),
    ("> docker ps\n> docker images", "ps images"),
    ("1. docker pull nginx\n2. docker run nginx", "pull run"),
    ("(base) ➜  ~ docker ps", "ps"),
    ("fish> docker ps", "ps"),
    ("docker run -d ^\nMore? --name web nginx", "run"),
    ("steps { sh 'docker build -t app .' }", "build"),
    ('os.system("docker run -d nginx")', "run"),
    ('subprocess.run(["docker", "run", "-e", "A=b c", "nginx"], check=True)', "run"),
    ("watch -n 1 'docker ps --format \"table {{.ID}}\\t{{.Names}}\"'", "ps"),
    ("screen -dmS x docker run nginx\ntmux new -d 'docker run nginx'", "run run"),
    ("pct exec 100 -- docker ps\nmultipass exec vm -- docker ps\nvagrant ssh -c 'docker ps'", "ps ps ps"),
    ('C:\\> cmd /c docker ps\nC:\\> powershell -Command "docker ps"', "ps ps"),
    ("sg docker -c 'docker ps'", "ps"),
    ("const cmd = `docker ps`;", "ps"),
    ("git commit -m 'docker run fixes'", ""),
    ("systemctl start docker\napt install docker.io\nwhich docker\ncd /srv/docker", ""),
]

# A paste, the verdict, and a part of what is said.
JUDGED = [
    # A terminal, and something else in its place.
    ("cat x.sql | docker exec -it db psql", "client", "leave out `--tty`"),
    ("docker exec -it db psql < x.sql", "client", "leave out `--tty`"),
    ("docker run -it alpine sh <<EOF\nls\nEOF", "client", "leave out `--tty`"),
    ("docker exec -i db psql < x.sql", "ok", ""),
    ("docker exec -t db pg_dump app > x.sql", "doubtful", "CR LF"),
    ("docker exec -it web cat /etc/hosts | grep x", "doubtful", "CR LF"),
    ("X=$(docker exec -it web cat /x)", "doubtful", "CR LF"),
    ("docker exec db pg_dump app > x.sql", "ok", ""),
    ("docker compose exec db psql < x.sql", "doubtful", "write `-T`"),
    # What a different shell fills in.
    ("C:\\Users\\me> docker run -v ${PWD}:/app node", "engine", 'did you mean `"%cd%:/app"`'),
    ("C:\\Users\\me> docker run -v %cd%:/app node", "ok", ""),
    ('docker run -v "D:\\data\\":/x -e A="b" alpine', "client", "leave out the backslash before the quote"),
    ('PS C:\\> docker run -v "${PWD}":/app node', "client", 'did you mean `"${PWD}:/app"`'),
    ("PS C:\\> docker run -v $PWD:/app node", "client", "did you mean `${PWD}:/app`"),
    ("PS C:\\> docker run -v ${PWD}:/app -e A=$env:A node", "ok", ""),
    ("PS C:\\> docker run --gpus '\\\"device=0,1\\\"' cuda", "ok", ""),
    ("PS C:\\> docker run --gpus 'device=0,1' cuda", "engine", ""),
    ("PS C:\\> docker stack deploy -c <(docker compose config) x", "client", "PowerShell has no `<( … )`"),
    ("PS C:\\> docker exec -i db psql < x.sql", "client", "`Get-Content x.sql | docker …`"),
    ("C:\\>docker run -v '%cd%':/app node", "client", 'did you mean `"%cd%:/app"`'),
    ("C:\\>docker ps --format '{{.Names}}'", "doubtful", "cmd has no single quotes"),
    ('docker run -v "%~dp0data":/data ^\n  alpine', "ok", ""),
    ('C:\\>docker run -v "C:\\Users\\%USERNAME%\\x":/x alpine', "ok", ""),
    ("0 2 * * * docker exec db pg_dump app > x_$(date +%F).sql", "doubtful", "cron ends the command"),
    ("0 2 * * * docker exec db pg_dump app > x_$(date +\\%F).sql", "ok", ""),
    ("docker compose up -d --rm", "client", "it belongs to `docker compose run`"),
    ("docker compose up -p 80:80", "client", "it belongs to `docker compose run`"),
    ("docker run -it \\ # a shell\n  alpine sh", "client", "a comment comes after the `\\`"),
    # Names, modes, sizes, folders.
    ("docker run --name a nginx", "engine", "too short"),
    ("docker run --name 'my web' nginx", "engine", "no container can have the name `my web`"),
    ("docker rename web b", "engine", "too short"),
    ("docker volume create v", "engine", "too short"),
    ("docker run --mount src=v,dst=/x alpine", "engine", "too short"),
    ("docker run -v v:/data:ro alpine", "engine", "the name `v` is too short"),
    ("docker run -v v:/data alpine", "doubtful", "nothing is kept in a volume `v`"),
    ("docker exec web cd /app", "doubtful", "not a program; for another folder write `--workdir`"),
    ("PS C:\\> docker run -d \\\n  nginx", "client", "end the line with a backtick"),
    ("C:\\> docker run -d \\\n  --name x1 \\\n  nginx", "client", "write `^`"),
    ("docker run -v pwd:/app node", "doubtful", "did you mean `.:/app`?"),
    ('C:\\app> docker run -v "cd:/app" node', "doubtful", "did you mean `.:/app`?"),
    ("docker run -v x:/y:/z alpine", "doubtful", "only on Windows"),
    ("docker run -v a:/b:/c alpine", "engine", "`/c` isn't a mount mode"),
    ("docker run -v data:/b:rx alpine", "engine", "`rx` isn't a mount mode"),
    ("docker run -v C:/Users/me:/app -v C:\\data:/b alpine", "ok", ""),
    ("docker run -m 512 nginx", "engine", "did you mean `512m`"),
    ("docker run -w app node npm ci", "engine", "did you mean `/app`"),
    ("docker exec -w app web ls", "engine", "did you mean `/app`"),
    ('docker run --gpus "device=0,1" cuda', "engine", "`'\"device=0,1\"'`"),
    ("docker run --net=container:web -p 80:80 nginx", "engine", "set it on that container"),
    ("docker run --network container:web -p 80:80 nginx", "engine", "set it on that container"),
    ("docker run -m 1g --memory-swap 512m nginx", "engine", "can't be below `--memory`"),
    ("docker run --mount type=bind,src=/a x", "engine", "needs `target=path`"),
    ("docker network create -d overlay far\ndocker run --network far nginx", "engine", "--attachable far"),
    ("docker build -t app", "client", "the build context is missing"),
    ("docker build -t MyApp .", "engine", "no image can have the name `MyApp`"),
    ("docker run -p 80:80 -d", "client", "the image is missing"),
    ("docker exec -it web", "client", "the program to run is missing"),
    ("docker run -p 8080 :80 nginx", "client", "a space too many"),
    ("docker exec web -it bash", "doubtful", "`docker exec -it web bash`"),
    ("docker compose run web -e A=b env", "doubtful", "`docker compose run -e A=b web env`"),
    ("docker compose exec web -x", "ok", ""),
    ("docker run -d \\\n  # the port\n  -p 80:80 nginx", "client", "a comment ends the command"),
    ("docker run \u2011\u2011name web nginx", "client", "a non-breaking hyphen"),
    # Values and words that mean something else.
    ("docker logs --tail two web", "doubtful", "all lines are printed"),
    ("docker compose logs -n five", "doubtful", "all lines are printed"),
    ("docker logs --tail all web", "ok", ""),
    ("docker compose -p Foo ps", "doubtful", "did you mean `foo`"),
    ("docker compose -p Foo up", "client", "lower-case letters"),
    ("docker compose up --progress plain", "client", "goes before `up`"),
    ("docker compose up -f a.yaml", "client", "goes before `up`"),
    ("docker compose -d up", "client", "goes after `up`"),
    ("docker -p 80:80 run nginx", "client", "goes after `run`"),
    ("docker run -v db:/var/lib/postgresql/data postgres:18", "doubtful", "mount `/var/lib/postgresql`"),
    ("docker run -v db:/var/lib/postgresql/data postgres:17", "ok", ""),
    ("docker run --network host -p 80:80 nginx", "doubtful", "no port is published"),
    ("docker run ubuntu bash -c cd /app", "doubtful", 'did you mean `-c "cd /app"`'),
    ("docker exec web sh -c 'cd /app && ls'", "ok", ""),
    ("docker run -e A= hello busybox", "doubtful", "the space after `=`"),
    ("docker run -e DEBUG= alpine sh", "ok", ""),
    ("docker run -v /my path:/x nginx:1", "client", "a space too many"),
    ("docker run -v /my own path:/x nginx:1", "doubtful", "has spaces in quotes"),
    ("docker run -e GREETING=hello world nginx", "doubtful", "has spaces in quotes"),
    ("docker run https://hub.docker.com/_/nginx", "client", "can't contain `https://`"),
    ("docker run -p 80 80 nginx", "doubtful", "takes `80` for the image"),
    ("docker login -u me -p secret", "doubtful", "echo secret | docker login -u me --password-stdin"),
    ("docker buildx build --push .\nERROR: failed to build: no", "doubtful", "docker answered with an error"),
]
# A paste, its verdict by 29 and by 28, and a part of what is said.
OF_VERSIONS = [
    ("docker run -p ::1:8080:80 nginx", "ok", "client", "needs brackets"),
    ("docker run --mount type=bind,src=/a,dst=/b,bind-nonrecursive x", "client", "ok", "bind-recursive=disabled"),
    ("docker run --mount type=bind,src=/a,dst=/b,bind-create-src x", "ok", "client", "unknown key"),
    ("docker run --mount 'type=bind, src=/a,dst=/b' x", "client", "client", "a space next to `src`"),
    ("docker run --mount type=bind,src=/a,dst=/b,readonly=TRUE x", "client", "ok", "`true` or `false`"),
    ("docker commit --no-pause web app", "ok", "client", "unknown flag `--no-pause`"),
    ("docker trust sign app", "client", "ok", "was removed in 29"),
    ("docker network create --subnet bad far", "client", "ok", "`bad` isn't a network"),
    ("docker attach --detach-keys foo web", "client", "ok", "`foo` isn't a key"),
    ("docker run --umask 022 x", "ok", "client", "unknown flag `--umask`"),
    ("docker run -p 8080:80 nginx", "ok", "ok", ""),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(tmp_path_factory.mktemp("posted"))


def _ours(answer: Any) -> list[Any]:
    return [command for command in answer["commands"] if command["kind"] == "docker" or command["faults"]]


def _verdict(answer: Any) -> str:
    said = [command["verdict"] for command in _ours(answer)]
    return next(word for word in WORDS.values() if word in said)


def _said(answer: Any) -> str:
    return " ".join(text for c in answer["commands"] for text in (*c["faults"], *c["doubts"]))


def test_what_was_posted(page: Page) -> None:
    """The verdict and the Compose file are right, field by field."""
    answers = page.ask("explain", [{"text": case["command"]} for case in POSTED])
    load = YAML(typ="safe").load
    unlike = []
    for case, answer in zip(POSTED, answers, strict=True):
        made = load(answer["compose"]["yaml"]) if answer["compose"] else None
        wanted = load(case["compose"]) if case["compose"] else None
        if (_verdict(answer), made) != (WORDS[case["verdict"]], wanted):
            unlike.append((case["command"], _verdict(answer), _said(answer), made))
    assert unlike == []


def test_what_stands_around(page: Page) -> None:
    answers = page.ask("explain", [{"text": text} for text, _ in AROUND])
    for (text, names), answer in zip(AROUND, answers, strict=True):
        found = _ours(answer)
        assert " ".join(command["name"].removeprefix("docker ") for command in found) == names, text
        assert [command["verdict"] for command in found if command["verdict"] != "ok"] == [], (text, _said(answer))


def test_who_refuses(page: Page) -> None:
    answers = page.ask("explain", [{"text": text} for text, _, _ in JUDGED])
    for (text, verdict, said), answer in zip(JUDGED, answers, strict=True):
        assert (_verdict(answer), said in _said(answer)) == (verdict, True), (text, _verdict(answer), _said(answer))
        assert verdict != "ok" or _said(answer) == "", text


def test_versions(page: Page) -> None:
    """The page judges by 29, or by 28 for a reader who has that, and says so if the other differs."""
    jobs = [{"text": text, "version": version} for text, *_ in OF_VERSIONS for version in ("", "28")]
    answers = iter(page.ask("explain", jobs))
    for text, new, old, said in OF_VERSIONS:
        newer, older = next(answers), next(answers)
        assert (_verdict(newer), _verdict(older)) == (new, old), (text, _said(newer), _said(older))
        assert said in _said(newer) + _said(older), (text, _said(newer), _said(older))
        assert newer["docker"].startswith("29.")
        assert older["docker"].startswith("28.")
        for answer, other in ((newer, "28"), (older, "29")):
            messages = [each["message"] for each in answer["commands"][0]["elsewhere"]]
            assert len(messages) == (new != old), text
            assert all(f"Docker {other}" in message for message in messages), messages


def test_a_choice_that_nobody_has_is_the_newest(page: Page) -> None:
    (answer,) = page.ask("explain", [{"text": "docker ps", "version": "17"}])
    assert answer["docker"].startswith("29.")


@pytest.mark.docker
def test_compose_takes_what_was_posted(page: Page, tmp_path: Path) -> None:
    """`docker compose config` accepts all of the files."""
    answers = page.ask("explain", [{"text": case["command"]} for case in POSTED])
    names = ("VERSION", "HOSTNAME", "PORT", "USERNAME", "DBNAME", "DISPLAY")
    environment = os.environ | dict.fromkeys(names, "1") | {"USERPROFILE": r"C:\Users\me"}
    (tmp_path / ".env").write_text("A=b\n")
    for case, answer in zip(POSTED, answers, strict=True):
        if answer["compose"] and "<" not in answer["compose"]["yaml"]:
            command = ["docker", "compose", "--project-directory", str(tmp_path), "-f", "-", "config", "-q"]
            text = answer["compose"]["yaml"]
            done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), (case["command"], text, done.stderr)
