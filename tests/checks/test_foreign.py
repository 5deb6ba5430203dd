"""Other people's pages, with the rules that apply to them: right pages get no message, and mistakes are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.harness import problems
from dockernotes.checks.command_line import main
from dockernotes.checks.reading.levels import GROUPS

RUM = "unknown command `docker rum`; did you mean `run`? [docker-command]"


def said(page: str, name: str = "page.md") -> list[str]:
    return [str(one) for one in problems({name: page}, own=False) if one.rule in GROUPS["default"]]


QUIET = {
    "what is filled in, in whatever form": (
        "```bash\ndocker run nginx:{{< param version >}} {{ name }}\ndocker pull %%REGISTRY%%/app:@@TAG@@\n"
        "docker rm {container-name} ‹other›\ndocker push v{{% x %}}/a:{% if b %}c{% endif %}\n```\n"
    ),
    "scripts that bash reads": (
        "```bash\nif [[ $a =~ ^(b|c)$ ]]; then docker ps; fi\n"
        "docker run alpine sh -c \"$(cat <<'EOF'\nit's\nEOF\n)\"\ncase $a in (b) docker ps ;; esac\n"
        "for ((i=0; i<3; i++)) { docker ps; }\ncoproc docker logs web\n[[ -f !(a|b) ]] && docker ps\n```\n"
    ),
    "a session in sh, with its output": '```sh\n$ docker ps\nCONTAINER ID   IMAGE (x   "y\n```\n',
    "output in a console without a command": '```console\nCONTAINER ID   IMAGE (x   "y\n```\n',
    "usage without a language": "```\nUsage:  docker foo [OPTIONS]\n\ndocker foo\n```\n",
    "a list of commands without a language": "```\ndocker foo    Do it\ndocker bar    Undo it\n```\n",
    "a sentence in a fence without a language": "```\nThe docker rum command (it's none)\n```\n",
    "a longer end of a fence, an indented one": "```sh\ndocker ps\n````\n\nText\n\n```sh\ndocker ps\n  ```\n\n# A\n",
    "a command with something left out": (
        "```bash\ndocker --some-option ...\ndocker service create \\\n  --name a \\\n  #... \\\n"
        "docker rm [...]\nA=b docker buildx bake <...>\n```\n"
    ),
    "forms of instructions": (
        "```dockerfile\nCOPY [OPTIONS] <src> ... <dest>\nCOPY [--chown=<user>:<group>] <src> ... <dest>\n"
        "ONBUILD <INSTRUCTION>\nRUN --network=<TYPE>\n```\n\n```dockerfile\nINSTRUCTION arguments\n```\n"
    ),
    "what BuildKit takes and hadolint doesn't": (
        "```dockerfile\nFROM alpine:3.22\nEXPOSE 80:80 127.0.0.1:8080:80/tcp\nWORKDIR a\nWORKDIR b\n"
        "RUN --mount=from=binaries true\nADD https://example.org/a /a\n```\n"
    ),
    "pieces of JSON": (
        '```json\n"a": {\n  "b": 1\n},\n```\n\n```json\n{"a": 1}, {"b": 2}\n```\n\n'
        '```json\n{\n  // ...\n  "a": [...],\n  "b": 1\n}\n```\n'
    ),
    "pieces of YAML": (
        "```yaml\n  a:\n b: 1\n```\n\n```yaml\nservices:\n  web:\n    image: a\n  ...\nvolumes:\n  b:\n```\n"
    ),
    "pieces of JSON for readers": (
        '```json\n{\n  "a": 1,\n  ...cut for brevity...\n  "b": 2\n}\n```\n\n```json\n{"a": true | false}\n```\n\n'
        '```json\n"a": {"b": 1}\n"a": {"b": 2}\n```\n\n```json\n{\n  "a": [\n    {"b": 1},\n```\n\n'
        '```json\n{\n  "a": {\n    <name and value>\n  }\n}\n```\n'
    ),
    "a description of settings": (
        "```yaml\n# How long.\n[a: <duration> | default = 1s]\n\n[b: <string>]\nc:\n  [ - <x> ... ]\n```\n"
    ),
    "a session in a fence of data": (
        "```yaml\n$ cat a.yaml\na:\n  - b\n```\n\n```json\ncat > a.json <<EOF\n{}\nEOF\n```\n"
    ),
    "a usage in a fence of a shell": (
        "```shell\nUsage: lint [files | content..] (for docker)\n\n  -o  Valid `a` (b\n```\n"
    ),
    "a command that is commented out": "```\ndocker ps\n\n# docker run \\\n#  --rm \\\n#  alpine\n```\n",
    "arguments of a program in angle brackets": "```bash\ndocker run --rm dive:latest <dive arguments...>\n```\n",
    "a flag behind an image, and a word to fill in": "```bash\ndocker run --rm wetty --ssh-host=<YOUR-IP>\n```\n",
    "an id that is a part of a template": '## A {#a}\n\n{{< card link="/x/#a" >}} {{ card "y#a" }}\n',
    "an address that a builder fills in": "[a](https://example.org/{{ git.tag }}/b)\n",
    "an anchor in a table with a mark too many": (
        "[x](#b)\n\n| a | b |\n| - | - |\n| a ` | b |\n| <a id='b'></a> `c` | d |\n"
    ),
    "HTML behind a comment": ("<div>\n    <div>\n        <!-- a -->\n    </div>\n\n    <div>\n    </div>\n</div>\n"),
    "a prompt that says docker": "```bash\ndocker $ make inspect\n```\n",
    "a tag with values in braces": "<div style={{ display: 'flex' }}>\n\n<a></a>\n\n</div>\n",
    "letters between brackets": "A name has none of [^-.] in it.\n",
    "words to fill in": "```bash\nexport A=<your docker.io id>\ndocker push $A/b\n```\n",
    "one object after the other": '```json\n{\n  "a": 1\n}\n{\n  "a": 2\n}\n```\n',
    "a heading of nothing but code": "[a](#unit)\n\n```\nx\n```\n---\n\n`unit`\n------\n",
    "a tree drawn with other blanks": (
        "```shell\nproto (of docker)\n\u00a0\u00a0\u00a0└── {name}\n│\u00a0\u00a0 └── b\n```\n"
    ),
    "a template of front matter": '---\ntitle: "{{ replace .Name "-" " " }}"\n---\n\n# A\n',
    "what is said over HTTP in front of its JSON": (
        '```json\nPOST /a/{b}\n{"c": 1}\n```\n\n```json\nHTTP/1.1 200 OK\n\n{"c": 1}\n```\n'
    ),
    "one way and another": '```json\n// no\n"a": {"b": ["c"]}\n\n// yes\n"a": {"B": ["C"]}\n```\n',
    "words of other languages to fill in": (
        "```bash\ndocker commit 容器ID 包名/镜像名:版本号\ndocker run -v PATH_TO_IT/a/:/b alpine\n```\n"
    ),
    "paths of Windows": "```\ndocker cp -a C:\\a\\ web:/etc/\ndocker cp web:/a.log C:\\Users\\b\\\n```\n",
    "more forms of instructions": (
        '```dockerfile\nSTOPSIGNAL signal\nHEALTHCHECK [OPTIONS] CMD command\nSHELL ["executable"]\n```\n'
    ),
    "words in brackets, and notes behind slashes": (
        "```\ndocker service update [images name] --replicas 3\ndocker node update --role [manager or worker] [a b]\n"
        "docker ps\t// shows them\ndocker rename // allows it\n```\n"
    ),
    "a Compose file with comments for its contents": (
        "```yaml\nservices:     # What runs\n  name:  # Its name\n    # settings\nvolumes:      # What is kept\n"
        "  # settings\n```\n"
    ),
    "objects to fill in": '```json\n{"a": [{<container>}, {<container>}], "b": {<x>, <y>}}\n```\n',
    "a fence in a comment": "<!-- TODO:\n```\na\n-->\n\n```\n[1, 2][2]\n```\n",
    "one tag with a name and an id": '<a name="x" id="x"></a>\n',
    "tags that are none": "- **doc**: a \\<details> tag\n- **Config.<Section>.Widths**: sets widths\n",
    "an end behind code": "<details><summary><code>a</code></summary><br><pre>\n$ b\n\n</pre></details>\n",
    "indented code in a list": "* **A**. B\n  c.\n\n    A d looks so:\n\n        This is a d.[^1]\n\n        [^1]: e\n",
    "links of rustdoc, and two tickets": "[a][crate::b] and [c][B::d], see [GH-1][GH-2]; [][]T.\n",
    "how the house writes": "# A Page\n\n```bash\n$ docker pull IMAGE\n```\n\n```\nx\n```\n\n![](page.md)\n",
}


@pytest.mark.parametrize("name", QUIET)
def test_a_right_page(name: str) -> None:
    assert said(QUIET[name]) == []


LOUD = {
    "a session in bash": ("```bash\n$ docker ps\nID\n$ docker rum nginx\n```\n", f"page.md:4:10: {RUM}"),
    "a session in sh, behind a note": ("```sh\n# both\n$ docker rum a\n```\n", f"page.md:3:10: {RUM}"),
    "a session without a language": ("```\n$ docker ps\nID (x\n$ docker rum a\n```\n", f"page.md:4:10: {RUM}"),
    "a session without a prompt": (
        "```console\ndocker ps\nID\ndocker rum \\\n  nginx\nID\n```\n",
        f"page.md:4:8: {RUM}",
    ),
    "a command without a prompt among others": ("```bash\n$ docker ps\ndocker rum\n```\n", f"page.md:3:8: {RUM}"),
    "a fence that opens in another": (
        "```text\na\n```\n\n```bash\ndocker ps\n\n```console\n$ docker rum\n```\n",
        "page.md:5:1: fence is not closed before the next one opens on line 8 [fence-open]",
        f"page.md:9:10: {RUM}",
    ),
    "what follows a longer end of a fence": ("```sh\na\n````\n\n```sh\ndocker rum\n```\n", f"page.md:6:8: {RUM}"),
    "a fence in a list that is never closed": (
        "1. a\n\n    ```sh\n    a\n\nb\n\n```sh\ndocker rum\n```\n",
        "page.md:3:5: fence is not closed before the next one opens on line 8 [fence-open]",
        f"page.md:9:8: {RUM}",
    ),
    "a template beside a mistake": (
        "```bash\ndocker run --nmae {{< x >}} nginx\n```\n",
        "page.md:2:12: unknown flag `--nmae` of `docker run`; did you mean `--name`? [docker-command]",
    ),
    "a lost backslash": (
        "```bash\ndocker service update \\\n  --rollback \\\n  --update-delay 0s\n  web\n```\n",
        "page.md:4:18: `docker service update` needs 1 argument, got 0; a `\\` is missing at the end of line 4 "
        "[docker-command]",
    ),
    "a lost backslash on the first line": (
        "```console\n$ docker run -d\n  --name web nginx\n```\n",
        "page.md:2:14: `docker run` needs at least 1 argument, got 0; a `\\` is missing at the end of line 2 "
        "[docker-command]",
    ),
    "a lost argument, and output": (
        "```console\n$ docker run -d\nabc\n```\n",
        "page.md:2:14: `docker run` needs at least 1 argument, got 0; the image is missing [docker-command]",
    ),
    "a comment that ends with the next": (
        "<!-- a\n\nb\n\n<!-- c -->\n",
        "page.md:1:1: comment is not closed by `-->` before the next one opens on line 5 [html-open]",
    ),
    "a list over lines in a Dockerfile": (
        '```dockerfile\nFROM alpine\nENTRYPOINT [\n  "a",\n  "b"\n]\nRNU a\n```\n',
        'page.md:4:3: unknown instruction `"a",`; if it belongs to the `ENTRYPOINT` above, the line before this one '
        "lacks its `\\` [dockerfile]",
        "page.md:7:1: unknown instruction `RNU`; did you mean `RUN`? [dockerfile]",
    ),
    "names with letters that none may have": (
        "```bash\ndocker pull café\ndocker pull ngin\u0445\n```\n",
        "page.md:2:13: `café`: not an image reference, `registry/name:tag` [docker-command]",
        "page.md:3:13: `ngin\u0445`: not an image reference, `registry/name:tag` [docker-command]",
    ),
    "a script that bash refuses": (
        "```bash\nif docker ps; then\n```\n",
        "page.md:2:19: `fi` is missing [shell-syntax]",
    ),
}


TREES: dict[str, dict[str, str]] = {
    "GitHub": {
        "README.md": "[a](#caveats--limitations) [b](docs) [c](docs/) [d](#über-uns) [e](docs/a.md#two-words-1)\n"
        "[j](#readme) [][k](docs/a.md)\n"
        "\n## Caveats & limitations\n\n## Über uns\n\n## :rocket: Start\n\n[g](#rocket-start) [h](#-start)\n\n"
        "[i](#Über-Uns) [f](#L3)\n\n<!-- ALL-CONTRIBUTORS-LIST:START -->\n<a href='#ideas-me'>x</a>\n",
        "empty.md": "---\n# nothing yet\n---\n\n# A\n",
        "CHANGES.md": "* [fix][api] A\n* [fix] B\n- [es][v2] C\n- **ADDED** [es][v2]add\n",
        "docs/a.md": "## Two words\n\n## Two words\n",
    },
    "pages of the host": {
        "README.md": "[a](../../issues) [b](../../actions/workflows/a.yml) [c](../../releases/latest)\n",
        "docs/a.md": "[a](../../../wiki/B) [b](../../../../other)\n",
        ".github/PULL_REQUEST_TEMPLATE.md": "[a](../blob/-/.github/B.md)\n",
    },
    "a crate": {
        "Cargo.toml": "",
        "README.md": "[a](trait.B.html) [b](crate#c) [c](ZeroSlice) [`D<E>`][Yoke]\n",
        "guide/a.md": "[a](./_01_next/index.html)\n",
    },
    "a book with a chapter to write": {"book.toml": "", "src/SUMMARY.md": "- [A](a.md)\n- [B]()\n", "src/a.md": ""},
    "pages that others are made of": {"docs/a.src.md": "[b](b.md)\n", "docs/b.tmpl.md": "[c](c.md#d)\n"},
    "settings of a program in Compose": {"dex/docker-compose-config.yaml": "issuer: a\nstorage:\n  type: b\n"},
    "MkDocs": {
        "mkdocs.yml": "site_name: a\n",
        "docs/index.md": "[a](a.md#two-words_1) [b](a/) [c](sub/) [d](../README.md)\n",
        "docs/a.md": "# A\n\n[self](./#a) [b](../sub/b/)\n\n## Two words\n\n## Two words\n",
        "docs/sub/b.md": "# B\n",
        "docs/sub/index.md": "# C\n",
        "README.md": "[a](docs/a.md#two-words-1)\n\n## x\n",
    },
    "Docusaurus": {
        "site/docusaurus.config.ts": "",
        "site/docs/a.mdx": "import X from './_x.mdx';\n\n[b](b) [c](./b#über-uns) [d](@site/docs/b.mdx)\n"
        "[e](./named) [f](#of-x)\n",
        "site/docs/b.mdx": "---\nslug: /docs/named\n---\n\n## Über uns\n",
        "site/docs/_x.mdx": "## Of X\n",
        "site/docs/01-first/02-next.md": "[b](../second/last#top-of-it) [c](./next)\n",
        "site/docs/02-second/03_last.md": "## Top of it\n",
    },
    "Hugo with the names of before": {
        "docs/config.json": '{"baseurl": "https://example.org", "markup": {"autoHeadingIDType": "blackfriday"}}',
        "docs/content/a.md": "[a](#resync-mode) [b](#a-b-1)\n\n### --resync-mode\n\n### A & B\n\n### A: b\n",
    },
    "Middleman": {
        "config.rb": "",
        "source/a.html.md": "[b](b.html) [c](b.html#c) [d](./sub/)\n",
        "source/b.html.md": "## C\n",
        "source/sub/index.html.md": "# D\n",
    },
    "Hugo": {
        "hugo.toml": "",
        "content/docs/_index.md": '[a](a/) [b](a#c--d) [e]({{< ref "a.md" >}}) [f](../docs/a/)\n',
        "content/docs/a.md": "## C & D\n\n[up](../) [other](../b/)\n",
        "content/docs/b/index.md": "# B\n",
    },
}


def check(files: dict[str, str], folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (folder / ".git").mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    main([str(folder)])
    return [line for line in capsys.readouterr().out.split("\n") if line.endswith("]")]


@pytest.mark.parametrize("name", TREES)
def test_links_that_land_where_the_pages_are_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check(TREES[name], tmp_path, capsys) == []


BROKEN = {
    "GitHub: names that another builder gives": ({"README.md": "[a](#a_1)\n\n# A\n\n# A\n"}, ["1:6: link-anchor"]),
    "GitHub: a page without its ending": ({"README.md": "[a](b)\n", "b.md": ""}, ["1:5: link-page"]),
    "MkDocs: names that GitHub gives": (
        {"mkdocs.yml": "", "docs/a.md": "[a](#b--c)\n\n# B & C\n"},
        ["1:6: link-anchor"],
    ),
    "GitHub: out of the repository": (
        {"README.md": "[a](../../b.md) [c](../../../d.md) [e](../f)\n"},
        ["1:5: link-page", "1:21: link-page", "1:40: link-page"],
    ),
    "a crate, and a page it hasn't": (
        {"Cargo.toml": "", "README.md": "[a](b.html) [c](LICENSE)\n"},
        ["1:5: link-page", "1:17: link-page"],
    ),
    "Hugo: an address that nothing has": ({"hugo.toml": "", "content/a.md": "[a](../nothing/)\n"}, ["1:5: link-page"]),
    "an anchor of a folder's page": (
        {"mkdocs.yml": "", "docs/a.md": "[a](b/#c)\n", "docs/b/index.md": "# B\n"},
        ["1:8: link-anchor"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_links_that_land_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files, wanted = BROKEN[name]
    found = check(files, tmp_path, capsys)
    assert [re.sub(r"^\S+?:(\d+:\d+:) .* \[(.*)\]$", r"\1 \2", line) for line in found] == wanted


@pytest.mark.parametrize("name", LOUD)
def test_a_wrong_page(name: str) -> None:
    page, *wanted = LOUD[name]
    assert said(page) == wanted
