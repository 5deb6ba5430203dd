"""What the page says about a paste: mistakes with a fix, dangers, output, other shells; and no false alarm."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checks.harness import project
from dockernotes.checks.reading.page import Page as Markdown
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules.docker_command import faults
from dockernotes.dockercli.spec.model import load_spec
from explain import shared
from explain.node import MODULES, Page

pytestmark = pytest.mark.node

# What was pasted, what it becomes if each offered correction is taken, and what is reported.
MENDED = [
    (
        "docker run -name web --port 8080:80 nginx",
        "docker run --name web --publish 8080:80 nginx",
        "unknown flag `-n` of `docker run`; did you mean `--name`?",
    ),
    ("docker run --it alpine", "docker run -it alpine", "unknown flag `--it` of `docker run`; did you mean `-it`?"),
    ("docker run -publish=80:80 x", "docker run --publish=80:80 x", "did you mean `--publish`?"),
    ("docker pss -a", "docker ps -a", "unknown command `docker pss`; did you mean `ps`?"),
    ("docker rum -d nginx", "docker run -d nginx", "unknown command `docker rum`; did you mean `run`?"),
    ("docker ps --al", "docker ps --all", "unknown flag `--al` of `docker ps`; did you mean `--all`?"),
    ("docker compose upp", "docker compose up", "unknown command `docker compose upp`; did you mean `up`?"),
    (
        "docker-compose up -d",
        "docker compose up -d",
        "Write `docker compose`, with a space.",
    ),
    (
        "docker run -d \\ \n  -p 80:80 \\  \n  nginx",
        "docker run -d \\\n  -p 80:80 \\\n  nginx",
        "a space comes after the `\\`; remove it",
    ),
    ("docker run -d ^ \n  nginx", "docker run -d ^\n  nginx", "a space comes after the `^`"),
    ("docker run -d ` \n  nginx", "docker run -d `\n  nginx", "a space comes after the mark at the end of the line"),
    ("docker.exe run --it alpine", "docker.exe run -it alpine", "did you mean `-it`?"),
    ("winpty docker run --it alpine", "winpty docker run -it alpine", "did you mean `-it`?"),
    ("docker scan nginx", "docker scout cves nginx", "`docker scan` was removed in 24; use `docker scout cves`"),
    ("dokcer ps", "docker ps", "`dokcer` is not the docker command; did you mean `docker`?"),
    ("Docker ps", "docker ps", "`Docker` is not the docker command; did you mean `docker`?"),
    ("run -d nginx", "docker run -d nginx", "`run` is not the docker command; did you mean `docker run`?"),
    ("sudo dokcer ps | wc -l", "sudo docker ps | wc -l", "did you mean `docker`?"),
    ("docker run Nginx:1", "docker run nginx:1", "`Nginx:1`: an image's name has to be in lower case: `nginx`"),
    ("docker run ghcr.io/Me/App", "docker run ghcr.io/me/app", "lower case: `me/app`"),
    ("docker run –it alpine", "docker run -it alpine", "an en dash in a command; did you mean `-`?"),
    ("docker run –name web nginx", "docker run --name web nginx", "an en dash in a command; did you mean `--`?"),
    ("docker run —rm nginx", "docker run --rm nginx", "an em dash in a command; did you mean `--`?"),
    (
        "docker run -e “A=b c” ‘nginx’",
        "docker run -e \"A=b c\" 'nginx'",
        'a curly quote in a command; did you mean `"`?',
    ),
    ("docker run\u00a0-d nginx", "docker run -d nginx", "a non-breaking space in a command"),
    ("$ docker run --ports 1:1 \\\n    -d x\nabc\n$ docker pss", None, "did you mean `--publish`?"),
    ("docker run --name", "docker run --name", "flag `--name` needs a value"),
    ("docker ps web", "docker ps web", "`docker ps` takes no arguments, got 1"),
    # What the CLI accepts and the engine refuses.
    (
        "docker run -v src/app:/x alpine",
        "docker run -v ./src/app:/x alpine",
        "the engine takes `src/app` for the name of a volume, and it can't be one; did you mean `./src/app`?",
    ),
    (r"docker run -v .\a:/b -v a\b:/c x", r"docker run -v .\a:/b -v .\a\b:/c x", r"did you mean `.\a\b`?"),
    (
        "docker run -v data:app x",
        "docker run -v data:/app x",
        "the path in the container, `app`, has to begin with `/`",
    ),
    ("docker run -v '$PWD/a:/x' y", None, "your shell fills in nothing in single quotes"),
    ("docker run --restart alway x", "docker run --restart always x", "no policy `alway`; known: `no`, `on-failure`"),
    ("docker run --restart 'sometimes' x", None, "the engine has no policy `sometimes`"),
    ("docker run --restart always:3 x", None, "a count of attempts works only with `on-failure`"),
    ("docker run --mount src=./a,dst=/x y", None, "a folder needs `type=bind`"),
    ("docker logs '--folow' web", "docker logs '--folow' web", "did you mean `--follow`?"),
]
# What docker accepts but hardly anybody means, and what it becomes.
DOUBTED = [
    ("docker run nginx -d -p 80:80", "docker run -d -p 80:80 nginx", "`-d` and `-p` come after the image"),
    (
        "docker run nginx \\\n  -d \\\n  --name web",
        "docker run -d \\\n  --name web \\\n  nginx",
        "the container gets them",
    ),
    (
        "docker run nginx `\n  -d `\n  --name web",
        "docker run -d `\n  --name web `\n  nginx",
        "run -d --name web nginx`?",
    ),
    ("docker run --rm ubuntu -it bash -l", "docker run --rm -it ubuntu bash -l", "`-it` comes after the image"),
    ('docker create x -e "A=$B" -v $(pwd):/a', 'docker create -e "A=$B" -v $(pwd):/a x', "`-e` and `-v` come"),
    ("docker rum -v /a:/b x", "docker run -v /a:/b x", "so `-v` is docker's own and prints its version"),
    ("docker run nginx -dp 80:80", "docker run -dp 80:80 nginx", "`-dp` comes"),
]
# Words after the image that are in ordinary use for its program.
OF_THE_PROGRAM = [
    "docker run mysql:8 --character-set-server=utf8mb4 --name x",
    "docker run redis redis-server --port 1",
    "docker run hashicorp/terraform --version",
    "docker run curlimages/curl -d x=y http://a",
    "docker run curlimages/curl -v -e x -p 5 -c a -i -t -h -u me:you http://a",
    "docker run sigp/lighthouse --network mainnet",
    "docker run ansible -e user=me -v site.yml",
    "docker run -d --name dns dnsmasq -d --name x",
    "docker run nginx nginx -t",
    "docker -v",
    "docker --version ps",
    "docker help run",
    "docker scout -v",
    "docker ps --help",
    "docker run -- nginx -d",
    "docker run x -v https://a -p 8080 --port 80:80 -d",
]
RIGHT = [
    "docker container ls -aq",
    "docker run -v data:/a -v /b:/b -v ./c:/c -v ~/d:/d -v $X/e:/e -v C:/f:/f -v /g -v a.b-c_d:/h x",
    "docker run -v YOUR_DIR/a:/b -v '[folder]/a:/c' --mount type=bind,src=./b,dst=/d --mount dst=/e x",
    "docker run --restart on-failure:3 x\ndocker run --restart '' x\ndocker update --restart unless-stopped x",
    "docker run -v a/b:c --help",
    "docker.exe ps\n/usr/bin/docker ps\nwinpty docker.exe run -it ubuntu bash",
    "docker run x sh -c 'echo a \\ \nb'",
    "docker -H ssh://me@box --context x ps",
    "docker run <image>\ndocker stop <container>\ndocker pull <registry>/<name>:<tag>",
    "docker push IMAGE_NAME:TAG\ndocker run [image]\ndocker rm CONTAINER_ID",
    "docker scout cves nginx\ndocker desktop start\ndocker help run",
    'docker rm $(docker ps -aq)\ndocker run -v "$PWD":/src -p $PORT:80 "$IMAGE"',
    "docker ps -q | xargs docker rm -f",
    "docker run alpine echo “hello” – or not".replace("“hello” – or", "'“hello” – or'"),
    "docker build -t x - <<EOF\nFROM alpine\nRUN docker run --foo\nEOF",
    "npm install && docker build -t app . && docker push app",
    "docker\ndocker --version\ndocker run --help\ndocker compose",
    "docker run --rm -it -v ${PWD}:/x `\n  -p 80:80 `\n  nginx",
    "docker run --rm ^\n  -p 80:80 ^\n  nginx",
    "PS C:\\Users\\me> docker ps\nCONTAINER ID   IMAGE\nPS C:\\Users\\me> docker images",
    "me@box:~/x$ docker ps\nroot@3f2c9e0b1a4d:/# docker info",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(tmp_path_factory.mktemp("explain"))


def _ask(page: Page, text: str, version: str = "") -> Any:
    return page.ask("explain", [{"text": text, "version": version}])[0]


def _faults(answer: Any) -> list[str]:
    return [message for command in answer["commands"] for message in command["faults"]]


def test_mistakes_are_named_and_can_be_mended(page: Page) -> None:
    answers = page.ask("explain", [{"text": text} for text, _, _ in MENDED])
    for (text, mended, said), answer in zip(MENDED, answers, strict=True):
        assert any(said in message for message in _faults(answer)), (text, answer)
        if mended is not None:
            assert answer["mended"] == mended
    again = page.ask("explain", [{"text": mended} for text, mended, _ in MENDED if mended and mended != text])
    assert [_faults(answer) for answer in again if _faults(answer)] == []


def test_no_false_alarm(page: Page) -> None:
    answers = page.ask("explain", [{"text": text} for text in RIGHT])
    for text, answer in zip(RIGHT, answers, strict=True):
        assert _faults(answer) == [], text
        assert [doubt for command in answer["commands"] for doubt in command["doubts"]] == [], text
        assert any(command["kind"] == "docker" for command in answer["commands"]), text


def test_flags_after_the_image(page: Page) -> None:
    answers = page.ask("explain", [{"text": text} for text, _, _ in DOUBTED])
    for (text, mended, said), answer in zip(DOUBTED, answers, strict=True):
        (command,) = [each for each in answer["commands"] if each["kind"] == "docker"]
        assert [said in doubt for doubt in command["doubts"]] == [True], (text, command)
        assert (command["faults"], answer["mended"]) == ([], mended)
    again = [*OF_THE_PROGRAM, *(mended for _, mended, _ in DOUBTED)]
    for text, answer in zip(again, page.ask("explain", [{"text": text} for text in again]), strict=True):
        assert [command["doubts"] for command in answer["commands"] if command["doubts"]] == [], text


def test_the_site_is_judged_as_its_check_judges_it(page: Page) -> None:
    """The rule `docker-command` and the page report the same faults for each command of every bash snippet."""
    spec, wanted = load_spec(), {}
    index = project().index
    assert index
    for file in sorted(shared.DOCS.rglob("*.md")):
        for snippet in Markdown(file.name, file.read_text(encoding="utf-8"), spec).snippets:
            for call in snippet.calls if snippet.fence.language in ("bash", "console") else ():
                text = call.excerpt.text[call.command.words[0].start : call.command.words[-1].end]
                if call.parsed and not call.command.more:
                    wanted[text] = [d.message for d in faults([call], Setting(index, True))]
    assert len(wanted) > 300
    answers = page.ask("explain", [{"text": text} for text in wanted])
    unlike = []
    for (text, messages), answer in zip(wanted.items(), answers, strict=True):
        said = answer["commands"][0]["faults"]
        if [
            m
            for m in said
            if " was removed in " not in m and "was retired in 2023" not in m and "in a command" not in m
        ] != messages:
            unlike.append((text, messages, said))
    assert unlike == []


def test_what_goes_later_is_a_notice(page: Page) -> None:
    """The page judges by one version. What a later version drops isn't a mistake in it."""
    for text, said in (
        ("docker trust sign x", "`docker trust` is removed in 29; use a signing tool such as cosign."),
        ("docker run --disable-content-trust x", "`docker run --disable-content-trust` is deprecated from 29 on"),
        ("docker run --net a x", "`docker run --net` has been deprecated since 1.13; use `--network`."),
    ):
        (command,) = _ask(page, text, "28")["commands"]
        assert command["faults"] == []
        assert any(said in remark for remark in command["remarks"]), command


def test_rows(page: Page) -> None:
    """Each piece of a command is listed in order, with what it is, even if the reference lacks it."""
    command = _ask(page, "docker run -dp 8080:80 -v $PWD:/x --foo <image> sh -c ls")["commands"][0]
    assert command["rows"] == [
        ["docker", "docker", ""],
        ["run", "docker run", ""],
        ["-d", "--detach", ""],
        ["p", "--publish", ""],
        ["8080", "host-port", ""],
        ["80", "container-port", ""],
        ["-v", "--volume", ""],
        ["$PWD", "volume-or-path", "Your shell fills this in."],
        ["/x", "mount-target", ""],
        ["--foo", "Docker doesn't know this word.", "wrong"],
        ["<image>", "image", "You fill this in."],
        ["sh", "command", ""],
        ["-c ls", "argument", ""],
    ]
    text = """docker run -v "$(pwd)"/a:/b:ro -e DB="x://h?s=y" -e "A=b c" -e B='$x'"$y" --entrypoint "" x '*' ''"""
    assert _ask(page, text)["commands"][0]["rows"][2:] == [
        ["-v", "--volume", ""],
        ['"$(pwd)"/a', "volume-or-path", "Your shell fills this in."],
        ["/b", "mount-target", ""],
        ["ro", "mount-options", ""],
        ["-e", "--env", ""],
        ["DB", "variable", ""],
        ["x://h?s=y", "value", ""],
        ["-e", "--env", ""],
        ["A", "variable", ""],
        ["b c", "value", ""],
        ["-e", "--env", ""],
        ["B", "variable", ""],
        ["'$x'\"$y\"", "value", "Your shell fills this in."],
        ["--entrypoint", "--entrypoint", ""],
        ['""', "Value of `--entrypoint`: empty.", ""],
        ["x", "image", ""],
        ["'*'", "command", ""],
        ["''", "Argument of `docker run`: empty.", ""],
    ]
    for text in ("docker images --filter=reference='*:latest'", """docker run -e A=b'$x' -v 'a'"b":/c 'd'e"""):
        assert "Your shell fills this in." not in str(_ask(page, text)["commands"][0]["rows"]), text
    rows = _ask(page, "docker swarm init --autolock")["commands"][0]["rows"]
    assert rows[-1][1].startswith("A switch of `docker swarm init`.")


def test_dangers(page: Page) -> None:
    """The worst comes first. A switch that is off has none, and neither has a command with `--help`."""
    text = "docker compose down -v\ndocker run --rm=false x\ndocker volume rm --help\ndocker volume prune -a"
    dangers = [command["dangers"] for command in _ask(page, text)["commands"]]
    assert dangers == [
        [["destroys", "--volumes"], ["deletes", "docker compose down"]],
        [],
        [],
        [["destroys", "--all"], ["destroys", "docker volume prune"]],
    ]


# Flags that open the host, and a part of what is said about them.
OPENINGS = [
    ("-v /var/run/docker.sock:/var/run/docker.sock:ro", "tell the engine to do anything"),
    ('-v "//var/run/docker.sock":/a', "tell the engine to do anything"),
    ("-v /run/docker.sock:$X", "tell the engine to do anything"),
    ("--mount type=bind,src=/var/run/docker.sock,dst=/x", "tell the engine to do anything"),
    ("--use-api-socket", "tell the engine to do anything"),
    ("--privileged", "nearly all of root's rights"),
    ("--cap-add=cap_sys_admin", "break out of the container"),
    ("--cap-add ALL", "all of root's rights"),
    ("--security-opt seccomp=unconfined", "No system calls are blocked"),
    ("--security-opt apparmor:unconfined", "AppArmor no longer"),
    ("--pid host", "all of the host's processes"),
    ("-v /:/host", "root there can change them"),
    ("-v /:/host:ro", "can read all of the host"),
    ("-v /etc/:/x", "root there can change them"),
    ("--mount type=bind,src=/etc,dst=/x,readonly", "its password hashes"),
]
CLOSED = (
    "--privileged=false --cap-add NET_ADMIN --pid container:a -v /etc/hosts:/a -v /etc -v data:/etc --mount dst=/etc"
)
CLOSED += " --security-opt no-new-privileges --security-opt seccomp=my.json -v /home:/home"


def test_what_opens_the_host(page: Page) -> None:
    texts = [f"docker run {flags} x" for flags in (*(flags for flags, _ in OPENINGS), CLOSED)]
    texts += ["docker run --privileged --help", "docker exec web ls --privileged", "docker run x --privileged=1"]
    answers = [answer["commands"][0] for answer in page.ask("explain", [{"text": text} for text in texts])]
    for (flags, said), answer in zip(OPENINGS, answers, strict=False):
        assert [said in opening["means"] for opening in answer["openings"]] == [True], (flags, answer)
        assert (answer["faults"], answer["dangers"]) == ([], []), flags
    assert [answer["openings"] for answer in answers[len(OPENINGS) :]] == [[]] * 4


def test_pastes(page: Page) -> None:
    """A paste may have prompts, output, and continuation lines with and without their own prompt."""
    text = "$ docker run -d \\\n>   -p 80:80 \\\n  nginx\n3f2c9e0b\n$ docker ps\nCONTAINER ID\ndocker is fine\n"
    answer = _ask(page, text)
    assert [command["name"] for command in answer["commands"]] == ["docker run", "docker ps"]
    assert answer["output"] == 3
    assert _faults(answer) == []
    assert _ask(page, "docker run `\n  nginx")["shell"] == "PowerShell"
    assert _ask(page, "docker run ^\n  nginx")["shell"] == "cmd"
    assert _ask(page, "docker run 'nginx")["errors"] == ["a quote is never closed"]
    assert _ask(page, "docker rm $(docker ps -q")["errors"] == ["`)` is missing"]
    assert _ask(page, "echo hello")["commands"][0]["kind"] == "other"


# What was typed on Windows: its shell, the same for PowerShell and for cmd, and a line of the Compose file.
OF_WINDOWS = [
    (r"docker run -v C:\Users\me\code:/app node:20", "a shell of Windows", None, None, r'"C:\\Users\\me\\code:/app"'),
    (
        r"docker run -v ${PWD}\src:/src x",
        "PowerShell",
        r'docker run -v "${PWD}\src:/src" x',
        r'docker run -v "%cd%\src:/src" x',
        "./src:/src",
    ),
    (
        r"docker run -v %cd%\html:/x x",
        "cmd",
        r'docker run -v "${PWD}\html:/x" x',
        r'docker run -v "%cd%\html:/x" x',
        "./html:/x",
    ),
    (
        r'docker run -v "%cd%":/x -e A=%temp%\a x',
        "cmd",
        r'docker run -v "${PWD}:/x" -e "A=${env:TEMP}\a" x',
        r'docker run -v "%cd%:/x" -e "A=%TEMP%\a" x',
        r'A: "${TEMP}\\a"',
    ),
    (
        r"docker run -v $env:APPDATA\x:/x -v .\a\b:/c x",
        "PowerShell",
        r'docker run -v "${env:APPDATA}\x:/x" -v .\a\b:/c x',
        r'docker run -v "%APPDATA%\x:/x" -v .\a\b:/c x',
        "./a/b:/c",
    ),
    ("PS C:\\Users> docker run x \\d", "PowerShell", "docker run x \\d", "docker run x \\d", r'"\\d"'),
    ("C:\\> docker run -v d:\\:/b x", "cmd", "docker run -v d:\\:/b x", "docker run -v d:\\:/b x", r'"d:\\:/b"'),
    # These are bash's.
    (
        r"docker run -v C:\\Users:/app x",
        "",
        r"docker run -v C:\Users:/app x",
        r"docker run -v C:\Users:/app x",
        r'"C:\\Users:/app"',
    ),
    ("docker run x date +%Y%m%d a\\ b", "", "docker run x date '+%Y%m%d' 'a b'", None, '"+%Y%m%d"'),
    (r"docker run app-$env:latest grep .\d+ a:\$b", "", None, None, '"app-${env}:latest"'),
    ('docker run x "$HOME is \\$HOME"', "", None, None, '"${HOME} is $$HOME"'),
]


def test_what_was_typed_in_windows(page: Page) -> None:
    """A backslash stays, and `%name%` is a variable, for each shell and in the Compose file."""
    answers = page.ask("explain", [{"text": text} for text, *_ in OF_WINDOWS])
    for (text, shell, powershell, cmd, line), answer in zip(OF_WINDOWS, answers, strict=True):
        (command,) = answer["commands"]
        assert (answer["shell"], command["faults"]) == (shell, []), text
        assert powershell in (None, command["windows"][0]), text
        assert cmd in (None, command["windows"][1]), text
        assert line in answer["compose"]["yaml"], (text, answer["compose"]["yaml"])
    assert answers[0]["commands"][0]["windows"] == [OF_WINDOWS[0][0]] * 2
    assert [r"C:\Users\me\code", "volume-or-path", ""] in answers[0]["commands"][0]["rows"]


def test_any_text_is_read(page: Page) -> None:
    """Whatever is pasted, an answer comes soon: a page that hangs helps nobody."""
    pieces = [
        "docker run ",
        "-",
        "`",
        "'",
        '"',
        "$(",
        ")",
        "${",
        "<<EOF\n",
        "<a>",
        "\\",
        "\n",
        "$ ",
        "“",
        "–",
        "&&",
        "\u00a0",
        "%cd%",
        "C:\\x",
    ]
    texts = [a + b + c for a in pieces for b in pieces for c in pieces]
    texts += [piece * 7000 for piece in ("docker run x\n", "$(", "a" * 3, "-", "\\\n", "{a,")]
    assert len(page.ask("explain", [{"text": text} for text in texts])) == len(texts)


def test_the_modules_are_sound(tmp_path: Path) -> None:
    """Node can read each module, and the page imports each, directly or not."""
    shutil.copytree(MODULES, tmp_path / "js")
    (tmp_path / "js/package.json").write_text('{"type": "module"}')
    names = {file.stem for file in MODULES.glob("*.js")}
    for name in names:
        done = subprocess.run(
            ["node", "--check", str(tmp_path / f"js/{name}.js")], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    asked = {"page"}
    while new := {name for file in asked for name in _imports(file)} - asked:
        asked |= new
    assert asked == names


def _imports(name: str) -> list[str]:
    return re.findall(r'(?:from|import\()\s*"\./(\w+)\.js"', (MODULES / f"{name}.js").read_text(encoding="utf-8"))
