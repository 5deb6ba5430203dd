"""Pages without a mistake, some of which look wrong: nothing is reported."""

from __future__ import annotations

import pytest

from checks.harness import problems

CONSOLE = [
    "docker ps -q | xargs -r docker rm",
    "docker rm $(docker ps -aq --filter status=exited)",
    'for name in web db; do docker logs --tail 5 "$name"; done',
    "docker run --rm -it -v \"$PWD\":/app -w /app node:22 sh -c 'npm test && echo done'",
    "docker inspect -f '{{.State.Status}}' web",
    "docker ps --format 'table {{.Names}}\\t{{.Status}}'",
    "sudo docker system df",
    "time docker build -t app .",
    "DOCKER_BUILDKIT=1 docker build .",
    "docker exec -it db psql -U postgres -c 'select 1'",
    "echo 'it’s – fine in quotes'",
    "echo {🚀} é {日本,x} ${HOME}🚀",
    "docker logs web 2>&1 | grep -i error > errors.txt",
    "docker run -e POSTGRES_PASSWORD -e NAME=value --env-file=.env postgres:17",
    "docker compose -f compose.yaml -f compose.dev.yaml up -d --scale web=3",
    "docker run -d \\\n>   -p 8080:80 \\\n>   nginx",
    "docker build - < Dockerfile",
    "docker save app | gzip > app.tar.gz",
    "docker run alpine ls --not-a-docker-flag",
    "docker scout quickview nginx",
    'docker run --mount type=bind,source="$(pwd)",target=/app,readonly alpine',
    "docker cp - web:/srv < site.tar",
    "docker run --rm -i alpine wc <in.txt >out.txt",
    "docker run --rm -i alpine wc <in >out",
    '[ -n "$(docker ps -q)" ] && docker stop $(docker ps -q)',
    "docker network create --subnet 10.1.0.0/16 shop",
    "docker run --rm curlimages/curl -d text -u me:x https://example.org",
    "docker run -it alpine sh -c 'ls -it'",
    "docker run --rm me/tool --network x -u y",
    "docker run me/tool -p 8080 -v",
    "docker run v",
    "docker login ghcr.io --username me --password-stdin < token.txt",
]

PAGES = {
    "a question about what a session printed": (
        "```console\n$ docker ps -a --format '{{.Status}}'\nExited (137) 2 minutes ago\n```\n\n## Check yourself\n\n"
        "### Why?\n\n```text\nExited (137)\n```\n\n1. It was killed.\n2. It crashed.\n\n<details markdown>\n\n"
        "1. **Right.** 137 is 128 + 9.\n2. Then it has a code of its own.\n\n</details>\n"
    ),
    "PowerShell": (
        '```powershell\ndocker run -d `\n  -p 8080:80 `\n  -v "${PWD}:/app" nginx\ndocker ps | Select-String web\n```\n'
    ),
    "PowerShell around docker": (
        "```powershell\ndocker rm -f $(docker ps -aq)\ndocker rm -f (docker ps -aq)\ndocker logs web > log.txt\n"
        "docker ps 2>&1 | Out-Null\ndocker run @options alpine\n```\n"
    ),
    "cmd around docker": (
        "```bat\n@docker ps >nul 2>nul\ndocker ps -q > ids.txt\ndocker load < a.tar\ndocker build -t app . 2>&1\n```\n"
    ),
    "cmd": '```bat\ndocker run -d ^\n  -v "%cd%:/app" nginx\n```\n',
    "heredoc in a Dockerfile": (
        "```dockerfile\n# syntax=docker/dockerfile:1\nFROM alpine:3.22\nRUN <<EOF\nset -e\napk add curl\nEOF\n"
        'COPY <<CONF /etc/app.conf\nport=80\nCONF\nCMD ["app"]\n```\n'
    ),
    "forms of a Dockerfile that hadolint does not know": (
        "```dockerfile\nFROM registry:5000/a/b:${T:-x}\nHEALTHCHECK --interval=1m30s --timeout=500ms CMD x\n"
        'EXPOSE ${PORT:-80} <port> <port>/tcp\nSHELL ["bash", "-o", "pipefail", "-c"]\nRUN true | cat\n'
        "WORKDIR <folder>\nADD git@github.com:a/b.git /app\n```\n"
    ),
    "a heredoc behind a `\\`, and one of the shell": (
        "```dockerfile\nFROM alpine:3.22\nRUN --mount=type=cache,target=/c \\\n  <<EOF\nset -e\nEOF\nCOPY a b\n"
        "RUN cat <<<hello\n```\n"
    ),
    "quotes, lists and stages of a Dockerfile": (
        '```dockerfile\nFROM alpine:3.22 AS Base\nFROM Base\nLABEL a="it’s – “fine”"\nRUN echo it’s\n'
        'RUN true # “so”\nCMD [ "$A" = 1 ] && b\nVOLUME ["/a", \\\n  "/b"]\n```\n'
    ),
    "a piece of a Dockerfile": "```dockerfile\nCOPY --from=build /out /app\nUSER node\n```\n",
    "anchors and merges in Compose": (
        "```yaml\nx-base: &base\n  image: alpine\n  restart: always\n"
        "services:\n  a:\n    <<: *base\n  b:\n    <<: *base\n    ports: ['80:80']\n```\n"
    ),
    "words that are booleans to YAML 1.1 and text to Compose": (
        "```yaml\nservices:\n  web:\n    image: alpine\n    restart: no\n    container_name: on\n    hostname: 12:30\n"
        "    privileged: yes\n    environment: {A: .inf}\n```\n"
    ),
    "a piece of a Compose file": (
        "```yaml title='compose.yaml'\nservices:\n  web:\n    volumes: ['data:/srv']\n    networks: [front]\n"
        "    depends_on: [db]\n```\n\n```yaml\nservices:\n  web:\n    image: a\n    volumes: ['data:/srv']\n```\n"
    ),
    "two Compose files that are merged": (
        "```yaml file='compose.yaml'\nservices:\n  web:\n    volumes: ['data:/srv']\n```\n\n"
        "```yaml file='compose.dev.yaml'\nservices:\n  web:\n    image: a\nvolumes:\n  data:\n```\n"
    ),
    "a whole Compose file": (
        "```yaml file='compose.yaml'\nx-base: &base\n  image: a\n  networks: [default]\nservices:\n  web:\n"
        "    <<: *base\n    volumes: ['data:/srv', './a:/a', '${V}:/b', 'c:/d']\n  late:\n    profiles: [x]\n"
        "    depends_on: [nobody]\nvolumes:\n  data:\n    external: true\n```\n"
    ),
    "tags of a Compose file that is merged over another": (
        "```yaml\nservices:\n  web: !reset null\n  app:\n    ports: !override\n      - '8443:443'\n```\n"
    ),
    "two documents in one Compose file": (
        "```yaml\nservices:\n  a:\n    image: alpine\n---\nservices:\n  b:\n    image: alpine\n```\n"
    ),
    "services of a CI system": (
        "```yaml\nimage: docker:27\nservices:\n  - docker:27-dind\nscript:\n  - docker info\n```\n"
    ),
    "a backtick as the escape of a Dockerfile": (
        "```dockerfile\n# syntax=docker/dockerfile:1\n# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n"
        "COPY a.txt `\n     C:\\\nRUN dir c:\\\n```\n"
    ),
    "a Dockerfile with something left out": "```dockerfile\nFROM node:22\n...\nRUN npm ci\n```\n",
    "a Dockerfile with a hole": "```dockerfile\nFROM {{ base }}\nRUN true\n```\n",
    "JSON, a line an object": '```json\n{"ID":"a"}\n{"ID":"b"}\n```\n',
    "JSON with something left out": '```json\n[\n  {\n    "Id": "a",\n    ...\n  }\n]\n```\n',
    "zsh": '```zsh\ndocker rmi ${(f)"$(docker images -q)"}\n```\n',
    "a language in braces": "``` { .bash .annotate }\ndocker ps\n```\n\n```{.sh}\ndocker ps\n```\n",
    "languages few know": "```rst\na\n```\n\n```patch\n+a\n```\n\n```json5\n{a: 1}\n```\n\n```txt\na\n```\n",
    "YAML that is no Compose file": "```yaml\non:\n  push:\njobs:\n  build:\n    runs-on: ubuntu-latest\n```\n",
    "a template": "```yaml\nname: {{ .Values.name }}\n```\n",
    "a fence in a list": "1. Start it:\n\n    ```console\n    $ docker run -d nginx\n    3f4e\n    ```\n",
    "a fence in a quote": "> ```console\n> $ docker ps\n> ```\n",
    "four marks around three": "````markdown\n```\ndocker run --ports\n```\n````\n",
    "Windows line ends": "# A\r\n\r\n```console\r\n$ docker ps\r\n```\r\n",
    "a placeholder": '```console norun="yours"\n$ docker push <your-name>/app\n```\n',
    "notes inside a command": (
        "```bash\ndocker run -d \\\n  -e PLEX_CLAIM= `#optional` \\\n  --restart always \\\n  plex\n```\n"
    ),
    "a command of a newer docker": '```console docker="99"\n$ docker run --not-yet alpine\n```\n',
    "a command of an older docker": '```console docker="<20"\n$ docker run --gone-flag alpine\n```\n',
    "a command of a docker of which there is a spec": '```console docker="<28"\n$ docker compose convert\n```\n',
    "a mistake on purpose": (
        '```console mistake="unknown flag: --ports"\n$ docker run --ports 80:80 nginx\nunknown flag: --ports\n```\n'
    ),
    "an option behind the image whose failure is shown": (
        '```console fails\n$ docker run --rm alpine -d\ndocker: Error: exec: "-d": executable file not found\n```\n'
    ),
    "danger with its label": "```console danger\n$ docker volume rm data\n```\n",
    "a rule across the page": "---\n\nText\n\n---\n",
    "front matter": "---\ntitle: 'Volumes: where data lives'\n---\n\n# Volumes\n",
    "names in a heading": "## Docker Desktop's disk, and CVEs on macOS\n\n## EXPOSE: What it does\n\n## `docker ps`\n",
    "a heading that asks twice": "## Why? Because\n\n## Names: tag and digest {#names}\n\n## *What* it costs\n",
    "typed, not read": "Open `teh`, teh/file, teh.conf, <b class='teh'>this</b> and [a page](https://example.org/teh).\n",
    "a comment, no prompt": "```bash\n# $ docker ps\necho $ docker\n```\n",
    "a command within backticks": "```bash\nfor x in 1; do\n  y=`docker ps -q` \n  echo $y\ndone\n```\n",
    "a container's own prompt": (
        "```console interactive\n$ docker run --rm -it debian bash\nroot@3f2a:/# ls\nroot@3f2a:/# exit\nexit\n```\n"
    ),
    "prompts that nothing follows": (
        "```console\n$ docker logs web\nroot@3f2a:/#\nme@host:~$\nPS C:\\>\nPS C:\\> \n[me@host ~]$ \n```\n"
    ),
    "output that only begins like a prompt": (
        "```console\n$ docker logs web\ngit@github.com:me/app.git\nme@host:5432/db$x\nC:\\Program Files\\Docker\n"
        "# docker ps\n $ docker run -it ubuntu bash\npostgres://me:x@db:5432/a#b c\nme@example.org: a # b\n```\n"
    ),
    "usage, not a command": "```text\ndocker run [OPTIONS] IMAGE [COMMAND]\n```\n",
}


@pytest.mark.parametrize("command", CONSOLE)
def test_a_right_command(command: str) -> None:
    """A command that docker accepts gives no message, however it is wrapped."""
    page = f'```console norun="a test"\n$ {command}\n```\n'
    assert [str(problem) for problem in problems({"page.md": page})] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_right_page(name: str) -> None:
    """A page that only looks wrong gives no message."""
    assert [str(problem) for problem in problems({"page.md": PAGES[name]})] == []


PROMPTS = {
    "root": "root@host:~# ",
    "a user": "me@my-host:/srv/app$ ",
    "Fedora": "[me@host ~]$ ",
    "zsh": "me@mac ~ % ",
    "PowerShell": "PS C:\\> ",
    "PowerShell in a folder": "PS C:\\Users\\My Name> ",
    "cmd": "C:\\>",
    "a dollar without its blank": "$",
}
"""What other documents have before a command, which makes it look like output."""
COMPOSE = {
    "a key twice": (
        "image: a\n    image: b",
        "page.md:5:5: key `image` is in this mapping twice; keep one [compose]",
    ),
    "a volume": (
        "image: a\n    volumes: ['data:/srv']",
        "page.md:5:15: no volume `data` in this file; define it under `volumes:` [compose]",
    ),
    "a letter": (
        "image: a\n    volumes: ['d:/srv:ro']\nvolumes:\n  d:",
        "page.md:5:15: Compose takes `d:` for a drive, not for a volume; use a longer name [compose]",
    ),
    "a service": (
        "image: a\n    depends_on: [wbe]",
        "page.md:5:18: no service `wbe` in this file; did you mean `web`? [compose]",
    ),
    "networks twice": (
        "image: a\n    network_mode: host\n    networks: [default]",
        "page.md:5:5: `network_mode` and `networks` can't be combined; delete one [compose]",
    ),
    "no image": (
        "ports: ['80:80']",
        "page.md:3:3: service `web` has neither `image` nor `build`; add one [compose]",
    ),
    "a key of a form": (
        "build: {contxt: .}",
        "page.md:4:13: unknown key `contxt`; did you mean `context`? [compose]",
    ),
    "an alias of nothing": (
        "image: *a",
        "page.md:4:12: can't be read: found undefined alias [compose]",
    ),
    "a date": (
        "image: a\n    hostname: 2024-01-01",
        'page.md:5:15: `2024-01-01` is a date, which Compose refuses; did you mean `"2024-01-01"`? [compose]',
    ),
}
_LIST = 'is not a JSON list of strings, so it is taken as text; did you mean `["a", "b"]`? [dockerfile]'
DOCKERFILE = {
    "FRM alpine": "page.md:3:1: unknown instruction `FRM`; did you mean `FROM`? [dockerfile]",
    "FROM Alpine:3.22": "page.md:3:6: `Alpine:3.22`: an image's name has to be in lower case: `alpine` [dockerfile]",
    'CMD ["node" "server.js"]': f"page.md:3:1: `CMD [` {_LIST}",
    "ENTRYPOINT ['node','x']": f"page.md:3:1: `ENTRYPOINT [` {_LIST}",
    'VOLUME ["/a", "/b"': f"page.md:3:1: `VOLUME [` {_LIST}",
    "CMD [“node”, “x”]": 'page.md:3:6: a curly quote in a Dockerfile; did you mean `"`? [characters]',
    "RUN apk –U add curl": "page.md:3:9: an en dash in a Dockerfile; did you mean `-`? [characters]",
}
LOUD = {
    **{
        f"the prompt of {whose}": (
            f"```console\n$ docker ps\n{prompt}docker images\n```\n",
            f"page.md:3:1: `{prompt.rstrip()}` is taken for output, and so is the command; "
            "use `$ `, or `interactive` in a container [prompt]",
        )
        for whose, prompt in PROMPTS.items()
    },
    "a line that continues a command without its sign": (
        "```console\n$ docker run -d \\\n  --name web \\\n  nginx\n```\n",
        "page.md:3:1: this line continues the command above; start it with `> ` [prompt]",
    ),
    "a shouted name before what is no name": (
        "```bash\ndocker cp ./f CONTAINER:/work\n```\n",
        "page.md:2:15: `CONTAINER:/work` is written `<container>:/work` [placeholder]",
    ),
    "two shouted names in a word": (
        "```bash\ndocker pull IMAGE:TAG\n```\n",
        "page.md:2:13: `IMAGE:TAG` is written `<image>:<tag>` [placeholder]",
    ),
    "options behind the image": (
        "```bash\ndocker run nginx -d -p 8080:80\n```\n",
        "page.md:2:18: `-d` and `-p` come after the image, so the program in the container gets them; "
        "did you mean them before `nginx`? [docker-command]",
    ),
    "a letter without its hyphen": (
        "```bash\ndocker run v /a:/b nginx\n```\n",
        "page.md:2:12: docker takes `v` for the image and `/a:/b` for its program; did you mean `-v /a:/b`? "
        "[docker-command]",
    ),
    "a lost `\\`": (
        "```bash\ndocker run -d \\\n  --name web\n  nginx\n```\n",
        "page.md:3:10: `docker run` needs at least 1 argument, got 0; a `\\` is missing at the end of line 3 "
        "[docker-command]",
    ),
    "a language with a capital": (
        "```Console\n$ docker pss\n```\n",
        "page.md:2:10: unknown command `docker pss`; did you mean `ps`? [docker-command]",
    ),
    "another prompt alone, said once": (
        "```console\nroot@host:~# docker ps\n```\n",
        "page.md:2:1: `root@host:~#` is taken for output, and so is the command; "
        "use `$ `, or `interactive` in a container [prompt]",
    ),
    "a `\\` that continues nothing": (
        "```bash\ndocker run -d \\ \n  -p 80:80 nginx\n```\n",
        "page.md:2:15: spaces after the `\\`: the command ends here, and the next line is its own [shell-syntax]",
    ),
    "a line break in quotes, which a message shows in one line": (
        "```bash\ndocker run 'a\nb' nginx\n```\n",
        "page.md:2:12: `a\\nb`: not an image reference, `registry/name:tag` [docker-command]",
    ),
    "a backtick that continues nothing": (
        "```powershell\ndocker run -d ` \n  -p 80:80 nginx\n```\n",
        "page.md:2:15: spaces after the `` ` ``: the command ends here, and the next line is its own [shell-syntax]",
    ),
    "a caret that continues nothing": (
        "```bat\ndocker run -d ^ \n  -p 80:80 nginx\n```\n",
        "page.md:2:15: spaces after the `^`: the command ends here, and the next line is its own [shell-syntax]",
    ),
    **{
        f"Compose: {what}": (f"```yaml file='compose.yaml'\nservices:\n  web:\n    {rows}\n```\n", said)
        for what, (rows, said) in COMPOSE.items()
    },
    "Compose: a volume that is none of those shown": (
        "```yaml\nservices:\n  web:\n    image: a\n    volumes: ['dta:/srv']\nvolumes:\n  data:\n```\n",
        "page.md:5:15: no volume `dta` in this file; did you mean `data`? [compose]",
    ),
    "a Dockerfile by another name": (
        "```Dockerfile\nFROM alpine\nMAINTAINER me\n```\n",
        "page.md:3:1: MAINTAINER is deprecated (DL4000) [dockerfile-advice]",
    ),
    "a Dockerfile after what only looks like a heredoc": (
        "```dockerfile\nFROM alpine\nRUN cat <<<hello\nMAINTAINER me\n```\n",
        "page.md:4:1: MAINTAINER is deprecated (DL4000) [dockerfile-advice]",
    ),
    **{
        f"Dockerfile: {row}": (f"```dockerfile\nFROM alpine:3.22\n{row}\n```\n", said)
        for row, said in DOCKERFILE.items()
    },
    "a curly quote in Compose": (
        "```yaml\nservices:\n  web:\n    image: “nginx”\n```\n",
        'page.md:4:12: a curly quote in a Compose file; did you mean `"`? [characters]',
    ),
    "a command that the named docker does not have yet": (
        '```console docker="<28"\n$ docker stop --timeout 5 web\n```\n',
        "page.md:2:15: unknown flag `--timeout` of `docker stop`; did you mean `--time`? (Docker 26.1.5) "
        "[docker-command]",
    ),
}


@pytest.mark.parametrize("name", LOUD)
def test_a_wrong_page(name: str) -> None:
    """A mistake that a reader would run into is reported."""
    page, said = LOUD[name]
    assert [str(problem) for problem in problems({"page.md": page})] == [said]
