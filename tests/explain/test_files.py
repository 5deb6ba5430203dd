"""What the page says about files, about Docker's relatives, and during typing. The checks say the same about files."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.checks.rules.compose import compose_faults
from dockernotes.checks.rules.dockerfile import lint
from dockernotes.pages.explain_files import files_data
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import TextLine
from explain.node import Page

pytestmark = [pytest.mark.node, pytest.mark.npm]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("files")
    made = Page(folder)
    path = ROOT / "docs/_data/docker.yml"
    catalog, _, problems = load(path.read_bytes(), str(path))
    assert catalog is not None, problems
    (folder / "js/files.json").write_text(files_data(Index(catalog), lambda address: address), encoding="utf-8")
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return made


# Node is started once for each kind of question, with all of its texts.
_answers: dict[str, dict[str, object]] = {}


def _ask(page: Page, what: str, text: str) -> object:
    if text not in _answers.setdefault(what, {}):
        texts = list(dict.fromkeys([text, *TEXTS[what]()]))
        _answers[what] |= dict(zip(texts, page.ask(what, [{"text": each} for each in texts], "files.mjs"), strict=True))
    return _answers[what][text]


WEB = "services:\n  web:\n    image: nginx\n"
COMPOSE = [
    WEB,
    "version: '3'\n" + WEB,
    WEB + "    port: ['80']\n",
    WEB + "    depends_on: [db]\n",
    WEB + "    volumes: [data:/x]\n",
    WEB + "    volumes: [./data:/x, C:/x:/y]\n",
    WEB + "    networks: [front]\nnetworks:\n  fron:\n",
    WEB + "    network_mode: host\n    networks: [default]\n",
    WEB + "    image: other\n",
    WEB + "    labels: {on: 2026-01-01}\n",
    WEB + "    environment: {A: yes, B: 1, C: null, D: 12:30}\n",
    WEB + "    build: {contex: .}\n",
    WEB + "    deploy: {resources: {limits: {cpu: '1'}}}\n",
    WEB + "    profiles: [x]\n    depends_on: [db]\n",
    WEB + "    x-own: 1\nx-mine: &a {b: c}\n",
    WEB + "    ports: !reset []\n",
    "services:\n  web:\n    ports: ['80']\n",
    "service:\n  web:\n    image: nginx\n",
    "x-a: &a\n  restart: always\nservices:\n  web:\n    <<: *a\n    image: nginx\n",
    WEB + "    secrets: [key]\nsecrets:\n  keys: {file: ./key}\n",
    WEB + "    healthcheck: {tests: 'true'}\n",
]


@pytest.mark.parametrize("text", COMPOSE)
def test_compose_files_are_judged_as_the_checks_judge_them(page: Page, text: str) -> None:
    """They report the same lines with the same messages."""
    excerpt = Excerpt("x", [TextLine(at, 1, line) for at, line in enumerate(text.rstrip("\n").split("\n"), 1)])
    ours = {(found.line, found.message) for found in compose_faults(excerpt, whole=True)}
    answer = _ask(page, "compose", text)
    assert isinstance(answer, dict)
    theirs = {(line, message) for line, message in answer["faults"]}
    if "service:" in text:  # the page also reports what is missing
        theirs = {(line, message) for line, message in theirs if "no `services:`" not in message}
    assert theirs == ours


REFUSED = [
    ("services:\n  web:\n    image: nginx\n    restart: 5\n", "`restart` is a number, and has to be text"),
    ("services:\n  web: nginx\n", "`web` is text, and has to be a mapping"),
    (WEB + "    ports: [{target: a, foo: 1}]\n", "unknown key `foo`"),
    (WEB + "    depends_on: {web: {condition: ready}}\n", "`condition` has to be one of `service_started`"),
    (WEB + "    environment: {A: '$1'}\n", "for a dollar sign write `$$`"),
    (WEB + "    environment: {A: '${B'}\n", "for a dollar sign write `$$`"),
    ("services:\n\tweb:\n", "not YAML: "),
    ("- a\n", "a Compose file is a mapping"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_wrong_with_a_compose_file(page: Page, text: str, said: str) -> None:
    answer = _ask(page, "compose", text)
    assert isinstance(answer, dict)
    assert [message for _, message in answer["faults"] if said in message], answer


def test_variables_and_pieces(page: Page) -> None:
    answer = _ask(page, "compose", "  web:\n    image: nginx:${TAG:-1}\n    command: echo $$HOME $X\n")
    assert isinstance(answer, dict)
    assert (answer["isPiece"], answer["faults"], answer["variables"]) == (True, [], ["TAG", "X"])
    assert answer["text"].startswith("services:\n  web:\n")


# Pieces of a file, with what is wrong in them. Names that a piece lacks may be in the rest of the file.
PIECES = [
    ("  web:\n    image: nginx\n    depends_on: [db]\n    volumes: [data:/x]\n", []),
    ("  web:\n    image: nginx\n  db:\n    image: postgres\n", []),
    ("ports:\n  - '80:80'\nenvironment:\n  - A=b\n", []),
    ("volumes:\n  - ./a:/b\n", []),
    ("image: nginx\nnetworks:\n  front:\n    aliases: [a]\n", []),
    ("restart: 5\n", ["`restart` is a number, and has to be text"]),
]


@pytest.mark.parametrize(("text", "said"), PIECES)
def test_pieces_are_judged_by_what_is_there(page: Page, text: str, said: list[str]) -> None:
    answer = _ask(page, "compose", text)
    assert isinstance(answer, dict)
    assert answer["isPiece"]
    assert [message for _, message in answer["faults"]] == said


ON_DEFAULT = "docker run -d --name app-web-1 --network app_default"
ON_ONE = "docker run -d --name app-web-1 --network one"
ON_NONE = "docker run -d --name app-web-1 --network none"
RUNS = [
    (
        WEB,
        [
            "docker network create app_default",
            "docker run -d --name app-web-1 --network app_default --network-alias web nginx",
        ],
    ),
    (
        "name: shop\nservices:\n  web:\n    image: nginx\n    network_mode: host\n"
        "    ports: ['80', {target: 1, published: 2}]\n",
        ["docker run -d --name shop-web-1 --network host -p 80 -p 2:1 nginx"],
    ),
    (
        "services:\n  b:\n    image: b\n    depends_on: [a]\n    network_mode: none\n"
        "  a:\n    build: {context: ./a, dockerfile: D, args: [X=1]}\n"
        "    network_mode: none\n    container_name: one\n",
        [
            "docker build -t app-a -f ./a/D --build-arg X=1 ./a",
            "docker run -d --name one --network none app-a",
            "docker run -d --name app-b-1 --network none b",
        ],
    ),
    (
        WEB + "    network_mode: none\n    environment: {A: 'b c', B: $X, C: $$Y, D: null}\n"
        "    command: sh -c 'echo \"a b\"'\n"
        "    volumes: [data:/x:ro, ./y:/y]\n    healthcheck: {test: [CMD, a, b c], interval: 5s}\n"
        "    stop_grace_period: 1m30s\n"
        "volumes:\n  data:\n",
        [
            f"{ON_NONE} --env 'A=b c' --env \"B=$X\" --env 'C=$Y' --env D -v app_data:/x:ro "
            "-v ./y:/y --health-cmd 'a '\\''b c'\\''' --health-interval 5s "
            "--stop-timeout 90 nginx sh -c 'echo \"a b\"'",
        ],
    ),
    (
        WEB + "    networks: [one, two]\n    cap_add: [NET_ADMIN]\n    init: true\n"
        "    ulimits: {nofile: {soft: 1, hard: 2}}\n"
        "networks:\n  one: {external: true}\n  two: {internal: true, name: deux}\n",
        [
            "docker network create --internal deux",
            f"{ON_ONE} --network-alias web --cap-add NET_ADMIN --init --ulimit nofile=1:2 nginx",
            "docker network connect --alias web deux app-web-1",
        ],
    ),
]


@pytest.mark.parametrize(("text", "commands"), RUNS)
def test_a_compose_file_as_commands(page: Page, text: str, commands: list[str]) -> None:
    answer = _ask(page, "run", text)
    assert isinstance(answer, dict)
    assert answer["commands"] == commands
    assert answer["faults"] == []


def test_the_examples_of_this_site_are_commands_without_a_mistake(page: Page) -> None:
    """Each Compose file of the course and the reference becomes commands that parse."""
    files = sorted((ROOT / "docs/examples").rglob("compose*.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    catalog, _, _ = load((ROOT / "docs/_data/docker.yml").read_bytes(), "")
    assert catalog
    texts += [key.example for key in catalog.compose_keys]
    answers = page.ask("run", [{"text": text} for text in texts], "files.mjs")
    assert [(text, a["faults"]) for text, a in zip(texts, answers, strict=True) if a["faults"]] == []
    judged = page.ask("compose", [{"text": text} for text in texts], "files.mjs")
    wrong = [(text, j["faults"]) for text, j in zip(texts, judged, strict=True) if j["faults"]]
    assert [w for w in wrong if not all("has no use any more" in message for _, message in w[1])] == []


DOCKERFILES = [
    "FROM node:24 AS build\nWORKDIR /app\nRUN --mount=type=cache,target=/x npm ci\n"
    'FROM nginx:1.29\nCOPY --from=build /app/dist /x\nCMD ["nginx"]',
    "FRM node:24\nRUN x",
    "FROM Node:24",
    "FROM a:1\nCMD ['a']",
    "FROM a:1\nADD . /x\nADD https://x.example/y /z\nADD a.tar.gz /x",
    "FROM a:1\nENTRYPOINT a\nENTRYPOINT b",
    "FROM a:1\nHEALTHCHECK CMD a\nHEALTHCHECK CMD b",
    "FROM a:1\nEXPOSE 99999",
    "FROM a:1\nEXPOSE 80:80",
    "FROM a:1\nWORKDIR app",
    "FROM a:1\nRUN sudo x",
    "FROM a:1\nRUN a && sudo x",
    "FROM a:1\nMAINTAINER x",
    "FROM a:1 AS x\nCOPY --from=x a b",
    "FROM a:1 AS x\nFROM b:1 AS x",
    "RUN x\nFROM a:1",
    'ARG V=1\nFROM a:${V}\nRUN <<EOF\necho hi\nEOF\nCOPY <<"A" /x\nhi\nA',
    "FROM a:1\nRUN a \\\n  # note\n  && b\nUSER 1000",
    "FROM a:1\nUSER",
    "# escape=`\nFROM a:1\nRUN dir `\n  x",
    'FROM a:1 AS x\nFROM x\nCMD ["a"]\nFROM a:1\nCMD ["b"]',
]


@pytest.mark.parametrize("text", DOCKERFILES)
def test_dockerfiles_are_judged_as_the_checks_judge_them(page: Page, text: str) -> None:
    answer = _ask(page, "dockerfile", text)
    assert isinstance(answer, list)
    assert {line for line, _ in answer} == {line for line, _, _ in lint([text])[0]}, (answer, lint([text])[0])


TOOLS = [
    ("podman run -d -p 8080:80 nginx", "docker run -d -p 8080:80 nginx"),
    ("nerdctl compose up -d", "docker compose up -d"),
    ("sudo podman ps -a", "docker ps -a"),
    ("podman pod create web", ""),
    ("podman-compose up -d", "docker compose up -d"),
    ("kubectl get pods -n shop", "docker ps"),
    ("kubectl -n shop logs -f deployment/web", "docker logs -f web"),
    ("kubectl exec -it web -- psql -U me", "docker exec -it web psql -U me"),
    ("kubectl run web --image=nginx --port=80", "docker run -d --name web -p 80:80 nginx"),
    ("kubectl apply -f web.yaml", "docker compose up -d"),
    ("kubectl delete -f web.yaml", "docker compose down"),
    ("kubectl delete pod web", "docker rm -f web"),
    ("kubectl cp shop/web:/etc/x ./x", "docker cp web:/etc/x ./x"),
    ("kubectl scale deployment/web --replicas=3", "docker compose up -d --scale web=3"),
    ("kubectl rollout restart deployment web", "docker compose up -d --force-recreate web"),
    ("kubectl config use-context home", "docker context use home"),
    ("kubectl port-forward svc/web 8080:80", "docker run -d -p 8080:80 <image>"),
    ("kubectl taint nodes a b=c:NoSchedule", ""),
    ("crictl ps", "docker ps"),
    ("ctr images pull docker.io/library/nginx:latest", "docker pull nginx:latest"),
    ("buildah bud -t app .", "docker build -t app ."),
    ("skopeo inspect docker://docker.io/library/alpine:3", "docker buildx imagetools inspect alpine:3"),
    ("helm install shop ./chart", "docker compose up -d"),
    ("colima start", "docker context use colima"),
]


@pytest.mark.parametrize(("text", "docker"), TOOLS)
def test_the_nearest_docker_command(page: Page, text: str, docker: str) -> None:
    answer = _ask(page, "tool", text)
    assert isinstance(answer, dict)
    assert answer["docker"] == docker
    assert answer["said"].endswith((".", ":"))
    assert answer["faults"] == []
    assert answer["kind"] == ("docker" if docker else "")


KINDS = [
    (WEB, "compose"),
    ("  web:\n    image: nginx\n    ports:\n      - '80:80'\n", "compose"),
    ("version: '3'\nvolumes:\n  a:\nservices:\n  b:\n    image: c\n", "compose"),
    ("FROM nginx\nCOPY . /x\n", "dockerfile"),
    ("FRM nginx\nCOPY . /x\n", "dockerfile"),
    ("# syntax=docker/dockerfile:1\nFROM nginx\n", "dockerfile"),
    ("RUN apt-get update && apt-get install -y curl", "dockerfile"),
    ("apiVersion: v1\nkind: Pod\nmetadata: {}\n", "manifest"),
    ("from node:18 as build\nrun npm ci\n", "dockerfile"),
    ("My Dockerfile looks like this:\n\nFROM nginx\nCOPY . /x\n", "dockerfile"),
    ("me@box:~$ cat Dockerfile\nFROM nginx\n", "dockerfile"),
    ("```dockerfile\nFROM nginx\nCOPY . /x\n```", "dockerfile"),
    ("docker-compose.yml:\n\n" + WEB, "compose"),
    ("yaml\n  web:\n    image: nginx\n", "compose"),
    ("ports:\n  - '80:80'\n", "compose"),
    ("    healthcheck:\n      test: [CMD, 'true']\n", "compose"),
    ("restart: always", "compose"),
    ("command: docker run nginx", ""),
    ("bash: docker: command not found", ""),
    ("user: permission denied", ""),
    ("from here on it fails", ""),
    ("docker run -d nginx", ""),
    ("test:\n  image: docker:29\n  services: [x]\n  script:\n    - docker build .\n", ""),
    ("on: push\njobs:\n  a:\n    services:\n      db:\n        image: x\n        ports: [1]\n", ""),
    ("RUN docker build .", ""),
    ("docker build - <<EOF\nFROM alpine\nRUN x\nEOF", ""),
    ("Error response from daemon: No such container: web", ""),
    ("run: docker ps", ""),
    ("cat > compose.yaml\n", ""),
    ("ls", ""),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_what_a_paste_is(page: Page, text: str, kind: str) -> None:
    answer = _ask(page, "kind", text)
    assert isinstance(answer, list)
    assert answer[0] == kind


RIGHT = [
    "docker run -d --name db -p 127.0.0.1:5432:5432 -e POSTGRES_PASSWORD=secret -v pgdata:/var/lib/x postgres:18",
    "docker run --rm -it --mount type=bind,source=/srv/x,target=/y -w /y --network-alias a --network b node:24 npm ci",
    'docker run --gpus all -e "A=b c" --ulimit nofile=1024:2048 --restart unless-stopped app sh -c "echo hi && ls -l"',
    "docker compose -f compose.yaml --profile dev up -d --build web",
    "docker login --password-stdin -u me registry.example.com",
    "docker build -t registry.example.com/app:1.0 --build-arg A=b -f docker/Dockerfile .",
    "docker buildx build --platform linux/amd64,linux/arm64 --push -t app .",
    "docker stop $(docker ps -aq) && docker rm $(docker ps -aq)",
    "docker ps --filter name=web --format '{{.Names}}: {{.Status}}'",
    "docker network create --driver bridge --subnet 172.28.0.0/16 --gateway 172.28.0.1 shop",
    "docker volume create --opt type=nfs --opt o=addr=host,rw --opt device=:/exports data",
    "docker cp web:/etc/nginx/nginx.conf ./nginx.conf",
    "docker exec -it web psql -U me -c 'select 1'",
    "docker run -d \\\n  --name web \\\n  -p 8080:80 \\\n  nginx",
    "for c in $(docker ps -q); do docker stop $c; done",
    "docker save app | gzip > app.tar.gz",
    "docker image inspect --format '{{.Id}}' nginx",
    "docker system prune -af --volumes",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_command_is_never_called_wrong_while_it_is_typed(page: Page, text: str) -> None:
    assert _ask(page, "typed", text) == []


def test_a_wrong_word_is_told_once_it_is_behind_the_caret(page: Page) -> None:
    told = _ask(page, "typed", "docker rum -d nginx")
    assert isinstance(told, list)
    assert told
    assert all(re.match(r"docker rum ", each) for each in told), told


TEXTS: dict[str, Callable[[], list[str]]] = {
    "compose": lambda: [*COMPOSE, *(text for text, _ in [*REFUSED, *PIECES])],
    "run": lambda: [text for text, _ in RUNS],
    "dockerfile": lambda: DOCKERFILES,
    "tool": lambda: [text for text, _ in TOOLS],
    "kind": lambda: [text for text, _ in KINDS],
    "typed": lambda: RIGHT,
}
