"""The test vectors that the Python parser and the page's JavaScript share: `python -m explain.shared` writes them.

They are made from tests/vectors/commands.txt and shells.txt and from the parser's tables. A vector records the Python
parser's answer, so a change on either side is noticed.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from dockercli.corpus import IMAGES, VALUES
from dockercli.test_parse import RIGHT, WRONG
from dockernotes.checks.reading.page import BASH, Page
from dockernotes.dockercli.engine.refused import refused
from dockernotes.dockercli.grammar.mount import KEYS
from dockernotes.dockercli.grammar.shared_tables import NAMES
from dockernotes.dockercli.reader.doubts import doubted
from dockernotes.dockercli.reader.parse import PLUGINS, parse
from dockernotes.dockercli.reader.suggest import MEANT
from dockernotes.dockercli.spec.model import Spec, load_spec
from dockernotes.pages.shells import said_in
from dockernotes.source.shell import read_script

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FOLDER = ROOT / "tests/vectors"
# A flag of `docker run` for each kind of value in the corpus.
KINDS = {"bytes": "--memory", "decimal": "--cpus", "duration": "--health-interval", "int": "--cpu-shares"}
KINDS |= {"mount": "--mount", "uint16": "--blkio-weight", "ulimit": "--ulimit"}


def commands() -> Iterator[tuple[list[str], list[int]]]:
    """Yield each argv, with the positions of the words that a shell would fill in."""
    rows = (FOLDER / "commands.txt").read_text(encoding="utf-8").splitlines()
    asked = [row for row in rows if row and not row.startswith("#")]
    for text in [*RIGHT, *(wrong[0] for wrong in WRONG), *asked]:
        yield shlex.split(text), []
    for value in ("a\nb", "target=/x\nb=c", "\r\ntarget=/x"):
        yield ["docker", "run", "--mount", value, "x"], []
    yield ["docker", "run", "--network", "$x", "--network-alias", "a", "y"], [3]
    yield ["docker", "network", "create", "--gateway", "$x", "y"], [4]
    yield ["docker", "rm", "$(docker ps -q)"], [2]
    yield ["docker", "run", "-p", "$PORT:80", "$IMAGE"], [3, 4]
    yield ["docker", "$x", "--foo"], [1]
    yield ["docker", "ps", "--$x", "-$y"], [2, 3]
    yield from (([*words, word], []) for words, word in _tables())


def _tables() -> Iterator[tuple[list[str], str]]:
    """Yield every entry of every table that both sides have, so that neither can lose or gain one alone."""
    run = ["docker", "run"]
    for name in sorted(VALUES):
        flag = KINDS.get(name, name)
        if flag.startswith("--"):
            yield from (([*run, flag, value], "x") for value in VALUES[name])
    yield from ((run, image) for image in IMAGES)
    yield from (([*run, "--ulimit", f"{name}=1"], "x") for name in NAMES["ulimits"])
    yield from (([*run, "--sysctl", f"{name}=1"], "x") for name in NAMES["sysctls"])
    yield from ((["docker", "push", "--platform", name], "x") for name in sorted(NAMES["platforms"]))
    for key in sorted(KEYS):
        kind = key.partition("-")[0] if "-" in key else "volume"
        yield [*run, "--mount", f"type={kind},target=/x,{key}=1"], "x"
        yield [*run, "--mount", f"target=/x,{key}"], "x"
    yield from ((["docker"], name) for name in sorted(PLUGINS))
    for flag in sorted(MEANT["flag"]):
        yield ["docker", "build" if "cache" in flag or "image" in flag else "run", flag], "x"
    for word in sorted(MEANT["command"]):
        yield ["docker"], word
        yield ["docker", "container"], word
        yield ["docker", "compose"], word


def answer(argv: list[str], opaque: list[int], spec: Spec) -> dict[str, Any]:
    """Return what the Python parser reports, in the form of the JavaScript's answers."""
    read = parse(argv, spec, set(opaque))
    beyond = [*refused(read, set(opaque)), *doubted(read, set(opaque))]
    answered = {"beyond": [[p.word, p.start, p.end, p.reason, p.message, p.cli] for p in beyond]} if beyond else {}
    return {
        "command": read.command.name,
        "verdict": read.verdict,
        "help": read.asks_help,
        "operands": read.operands,
        "parts": [[p.word, p.start, p.end, p.role, p.flag.name if p.flag else ""] for p in read.parts],
        "problems": [[p.word, p.start, p.end, p.reason, p.message, p.cli] for p in read.problems],
        **answered,
    }


def command_vectors() -> str:
    """Return the text of commands.jsonl."""
    spec = load_spec()
    lines: dict[str, None] = {}
    for argv, opaque in commands():
        vector = {"argv": argv, "opaque": opaque, **answer(argv, opaque, spec)}
        lines[_line(vector)] = None
    return "".join(lines)


def _line(vector: dict[str, Any]) -> str:
    return json.dumps(vector, ensure_ascii=False, separators=(",", ":")) + "\n"


# Scripts besides those of the pages: what a paste may hold, and where a reader without a grammar could go wrong.
SCRIPTS = [
    "docker run -d \\\n  -p 8080:80 \\\n  nginx",
    "docker ps; docker images && docker info || docker version | grep Server &",
    "# docker ps\ndocker ps # docker images\necho a#b docker",
    "sudo docker ps\nsudo -u me docker ps\ntime docker build .\nenv A=b docker ps\nA=b C='d e' docker ps",
    "timeout -s KILL 5 docker logs -f web\nwatch -n 2 docker ps\nnohup docker events &",
    "docker ps -q | xargs -r docker rm\ndocker ps -q | xargs -n 1 docker stop",
    'docker rm $(docker ps -aq)\ndocker rm `docker ps -aq`\necho "$(docker ps | wc -l) of $(docker info)"',
    'for c in $(docker ps -q); do docker stop "$c"; done',
    "for i in 1 2 3\ndo\n  docker run -d --name web$i nginx\ndone",
    "while ! docker info; do sleep 1; done\nif docker ps >/dev/null 2>&1; then docker ps; else docker info; fi",
    "(cd x && docker build -t x .)\n{ docker ps; docker images; }",
    "docker build - <<EOF\nFROM alpine\nRUN docker ps\nEOF\ndocker images",
    "docker build - <<'EOF' && docker ps\nRUN it's\nEOF\ndocker info",
    "cat <<-EOF | docker exec -i db psql\n\tselect 1;\n\tEOF\ndocker ps",
    "docker exec -i db psql <<< 'select 1' >out.txt 2>>err.txt\ndocker ps &>all.txt",
    'docker run --name="my web" -e \'A=b c\' -e D="e f" -e G=h\\ i nginx',
    'docker run -v "$PWD":/src -v $(pwd):/x -v ${HOME}/a:/b -v ~/c:/d alpine',
    "docker ps --format '{{.Names}}\\t{{.Status}}'\ndocker ps --format \"table {{.ID}}\"",
    'docker run alpine sh -c \'echo "hi"; ls | wc -l\'\ndocker run alpine sh -c "echo \\"$HOME\\" \'x\'"',
    'docker run <image>\ndocker exec -it <container> sh\ndocker run -p <port>:80 "<image>" > out.txt',
    "docker rmi img-{a,b} web*\ndocker rm x?\ndocker run alpine ls '*' \"?\" \\*",
    "docker run alpine echo $'a\\tb' $1 $? ${X:-y} $((1 + 2)) a$",
    'docker run "$IMAGE" "a${B}c" \'it\'"\'"\'s\'',
    "docker   ps\t-a\n\n\n  docker images",
    "docker run -e A='' -e B=\"\" '' alpine",
    "diff <(docker ps) <(docker ps -a)",
    "docker run –it “nginx”\ndocker run --name ‘web’ a\u00a0b",
    "docker run -it --rm alpine",
    "! docker info",
    "docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web",
    "docker run --label a=b=c -l 'x y' --env-file=.env alpine test -f /x -a 5 -gt 3",
    "docker images --filter=reference='*:latest' --format=\"{{.ID}},{a,b}\" 'x*'y z'*'* {a,'b c'} \\*'?'",
    'docker run -e DB="postgres://x?sslmode=disable" -v "$(pwd)"/init:/x a\\"*\\"',
    "winpty docker run -it ubuntu bash\nwinpty -Xallow-non-tty docker ps",
    "ssh me@host docker ps\nssh -p 22 -i key host 'docker pull nginx && docker ps -a' | wc -l\nssh host",
    'bash -c "docker ps -a | wc -l"\nsh -lc \'docker rmi $(docker images -q)\'\nbash x.sh -c "docker ps"',
    'su - me -c \'docker info\'\nbash -c "docker run -e A=\\"b\\" x"\neval "docker ps"\nwatch \'docker ps | wc\'',
    "doas docker ps\nwsl -d Ubuntu -- docker ps\nwsl.exe docker ps\nflock /x docker ps\nsudo -E -u me A=b docker ps",
    '/usr/bin/docker ps\n"/usr/local/bin/docker" images\n./docker info\ndocker.exe ps\nDocker ps\n/etc/docker/x ps',
    "docker run -p [::1]:8080:80 -p [::]:80:80 -v [ab]:/x [a:b] x[1]",
    "docker run -e A=b `#optional` -e B=c `# more` nginx `docker ps`",
    "docker stack deploy -c <(docker compose config) x",
    "watch -n 1 'docker ps --format \"table {{.ID}}\\t{{.Names}}\"'\n"
    'bash -c "docker ps \\"a\\""\nsg docker -c \'docker ps\'',
    "screen -dmS x docker run a\ntmux new -d 'docker run b'\ncmd /c docker ps\npowershell -Command \"docker ps -a\"",
    "multipass exec vm -- docker ps\npct exec 100 -- docker info\nminikube ssh docker ps\nvagrant ssh -c 'docker ps'",
    "ls | entr -r docker compose restart web\ngosu me docker ps\nminikube start --driver=docker\nlxc list docker",
    "curl -s x | docker load\ngzip -dc <a.gz | docker import - app",
]


def snippets() -> Iterator[str]:
    """Yield the docker snippets in bash of all pages. They change too often to be kept as vectors."""
    for file in sorted(DOCS.rglob("*.md")):
        for snippet in Page(file.name, file.read_text(encoding="utf-8"), load_spec()).snippets:
            if snippet.fence.language.lower() in BASH:
                yield from (e.text for e, script in snippet.scripts if "docker" in e.text and not script.errors)


def words(text: str) -> list[dict[str, Any]]:
    """Return the docker commands of a text, in the form of the JavaScript's answers."""
    found = [command for command in read_script(text).commands if command.name == "docker"]
    return [
        {"more": c.more, "words": [[w.text, w.start, w.end, int(w.opaque), int(w.exact)] for w in c.words]}
        for c in found
    ]


def lines() -> Iterator[str]:
    """Yield single commands to type in other shells: the words of shells.txt, and some with line breaks."""
    rows = (FOLDER / "shells.txt").read_text(encoding="utf-8").splitlines()[1:]
    rows += ["'a\nb'", "\\\n  --last", "'a\t'"]
    yield from (f"docker exec db {word}" for word in rows)
    yield from (f"docker exec db {one} {other}" for one, other in pairwise(rows))


def said(text: str) -> list[list[str]]:
    """Return what is typed in PowerShell and in cmd, each with the reason if there is nothing to type."""
    return [[one.text, one.reason] for one in (said_in(text, "powershell"), said_in(text, "cmd"))]


def shell_vectors() -> str:
    """Return the text of shells.jsonl."""
    return "".join(_line({"text": text, "said": said(text)}) for text in lines())


def script_vectors() -> str:
    """Return the text of scripts.jsonl."""
    return "".join(_line({"text": text, "commands": words(text)}) for text in SCRIPTS)


FILES = {"commands.jsonl": command_vectors, "scripts.jsonl": script_vectors, "shells.jsonl": shell_vectors}


def read(name: str) -> list[dict[str, Any]]:
    """Return the vectors of a committed file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    for file, make in FILES.items():
        (FOLDER / file).write_text(make(), encoding="utf-8")
