"""Pages broken in ways that their author doesn't see, reported at the line; and pages that only look broken."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

from checks.harness import problems
from dockernotes.checks.command_line import main
from dockernotes.checks.consequences import alone
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.rules import include
from dockernotes.diagnostics import Diagnostic

PLACES = {
    "github": {"page.md": ""},
    "mkdocs": {"mkdocs.yml": "markdown_extensions: [admonition]\n", "docs/page.md": ""},
    "sane": {"mkdocs.yml": "markdown_extensions: [mdx_truly_sane_lists]\n", "docs/page.md": ""},
    "jekyll": {"_config.yml": "", "page.md": ""},
    "hugo": {"content/_index.md": "", "content/page.md": ""},
}
"""The files around a page, for each site builder."""

LOUD = [
    # Tags and comments without an end.
    ("github", "<details>\n<summary>a</summary>\n\n## B\n", "1:1: html-open"),
    ("github", "<details>\n\n<details>\n\n</details>\n", "1:1: html-open"),
    ("github", "1. a\n\n   <details>\n   <summary>b</summary>\n\n2. c\n", "3:4: html-open"),
    ("github", "a\n\n</details>\n", "3:1: html-open"),
    ("github", '<DIV align="center">\n\n## A\n', "1:1: html-open"),
    ("github", "<table>\n<tr><td>a</td></tr>\n\n## B\n", "1:1: html-open"),
    ("github", "<!-- a\n\n## B\n\n<!-- c -->\n", "1:1: html-open"),
    ("github", "a\n\n<!-- b\n", "3:1: html-open"),
    # Commands that buildx has only if its experimental features are switched on.
    ("github", "Set `BUILDX_EXPERIMENTAL=1`.\n\n```console\n$ docker buildx bulid .\n```\n", "4:17: docker-command"),
    ("github", "Leave BUILDX_EXPERIMENTAL unset.\n\n```sh\ndocker buildx debug build .\n```\n", "4:15: docker-command"),
    ("github", "BUILDX_EXPERIMENTAL=1\n\n```sh\ndocker debgu a\n```\n", "4:8: docker-command"),
    # HTML whose content isn't read as Markdown.
    ("mkdocs", "<details>\n<summary>a</summary>\n\nSee **this**.\n\n</details>\n", "1:1: html-markdown"),
    ("mkdocs", '<div class="grid">\n\n[a](page.md)\n\n</div>\n', "1:1: html-markdown"),
    # Admonitions.
    ("mkdocs", "!!! warnign\n    a\n", "1:5: admonition"),
    ("mkdocs", "!!! note\na\n", "1:1: admonition"),
    ("mkdocs", "!!! note\n\na\n", "1:1: admonition"),
    ("mkdocs", '!!! tip "a"\n  b\n', "1:1: admonition"),
    ("mkdocs", "- a\n\n    !!! note\n    b\n", "3:5: admonition"),
    # Marks of a merge.
    ("github", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n", "1:1: conflict"),
    ("github", "a\n\n>>>>>>> 3f4e2a1 (Update)\n", "3:1: conflict"),
    ("github", "```yaml\n<<<<<<< HEAD\n# a\n=======\n# b\n>>>>>>> c\n```\n", "2:1: conflict"),
    # Templates.
    ("mkdocs", "A {{ version } b\n", "1:3: template-open"),
    ("mkdocs", "A { version }} b\n", "1:3: template-open"),
    ("hugo", 'A {{< ref "a.md" >} b\n', "1:3: template-open"),
    # Tables.
    ("github", "| a | b |\n|---|\n| 1 | 2 |\n", "2:1: table"),
    ("github", "| a | b |\n| --- | -- - |\n", "2:1: table"),
    ("github", "a | b\n---|–––\n1 | 2\n", "2:1: table"),
    ("github", "> | a | b |\n> |===|===|\n", "2:3: table"),
    ("github", "| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", "1:1: table"),
    ("github", "| a | b |\n\n|---|---|\n| 1 | 2 |\n", "3:1: table"),
    # Lists.
    ("mkdocs", "- a\n  - b\n  - c\n", "2:3: list-indent"),
    ("mkdocs", "1. a\n   - b\n2. c\n", "2:4: list-indent"),
    ("mkdocs", "- a\n    - b\n      - c\n", "3:7: list-indent"),
    # Addresses and ids.
    ("github", "[a](b c.md)\n", "1:5: link-address"),
    ("github", "![an image](images/a b.png)\n", "1:13: link-address"),
    ("github", "[a](https://example.org/a b)\n", "1:5: link-address"),
    ("mkdocs", "## A\n\n## B {#a}\n", "3:8: duplicate-id"),
    ("mkdocs", "## B {#a}\n\n## A\n", "1:8: duplicate-id"),
    # Fences.
    ("github", "```bash\ndocker ps\n\n```console\n$ docker ps\n```\n", "1:1: fence-open"),
    # Commands in a sentence.
    ("github", "Run `docker rum nginx` now.\n", "1:13: docker-command"),
    ("github", "Run `sudo docker ps --al` now.\n", "1:21: docker-command"),
    ("github", "Run `docker run -p 80:http nginx` now.\n", "1:20: docker-command"),
    ("github", "Run `docker image prnue -f` now.\n", "1:19: docker-command"),
]
QUIET = [
    (
        "github",
        "`docker run`, `docker run --rm`, `docker ps ...`, `docker run [OPTIONS] IMAGE`, `docker start|stop a`\n",
    ),
    (
        "github",
        "The `docker group`, `docker hub`, `docker logs <id>`, `docker rm CONTAINER`, `docker compose up/down`\n",
    ),
    (
        "github",
        "Gone: `docker search --automated`, `docker ps -beforeId`, `docker tag -f`; `docker pull host:port/a`\n",
    ),
    (
        "github",
        '<p align=center>\n<img src=page.md alt="a b">\n\n<br>\n\n<details><summary>x</summary>\n\n- a\n\n</details>\n',
    ),
    ("github", "!!! note\na\n\n- a\n  - b\n    - c\n\n## A\n\n## B {#a}\n"),
    ("github", '<div\n  title="a > b"\n>\n<DIV>x</DIV>\n</div >\n\n`<div>`, a < b, <your-name>\n'),
    ("github", "<!-- one --> <!-- two -->\n\n<!--\nmany\n\n-->\n"),
    ("github", "```text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n\nTitle\n=======\n\n>>>>>>> a deep quote\n"),
    ("github", "{{ y }} and {a} and ${{ z }} and {{ '{' }} and \\frac{{a}}{b} and `{{ x }`\n"),
    ("github", "| a | b |\n|:--|--:|\n| 1 | 2 | 3 |\n\nx | y\n:-: | -\n1 | 2\n\n|a|\n|-|\n|1|\n\n|`a|b`|c|\n|-|-|\n"),
    ("github", "    | a | b |\n    | 1 | 2 |\n\na || b\n\n`a | b`\n| c |\n"),
    ("github", '[a](page.md "a title") [c](<page.md>) f[0](an index) [g](  page.md  ) [1] (see the end)\n'),
    ("github", "[`a`][] and [bf2bf8a][3eaed07], f(a [,b][,c]), tcp://[host]:[port][path]\n\n[`a`]: page.md\n"),
    ("github", '<img src={require("./a.png").default} alt="a b" />\n'),
    ("mkdocs", "- a\n    - b\n        - c\n\n1. x\n\n    text\n\n2. y\n\ntext\n\n  - alone\n  - b\n"),
    ("mkdocs", '!!! custom-type "A"\n    a\n\n!!! note "Only a title"\n\na\n\n??? tip\n\n    - a\n        - b\n'),
    (
        "mkdocs",
        "<details>\n<summary>x</summary>\n<p>All is <b>HTML</b>.</p>\n</details>\n\n<div markdown>\n\n- a\n\n</div>\n",
    ),
    ("mkdocs", '## A {#a}\n\n<a id="binds"></a>\n\n## Binds\n'),
    ("sane", "- a\n  - b\n"),
    ("jekyll", "| a | b |\n| 1 | 2 |\n"),
    ("hugo", "[a](../page/) [b](./#a)\n\n## A\n"),
    # What other projects call JSON, YAML or a script.
    ("github", '```json\n{\n  // a\n  "a": <value>, /* b */\n  "b": "http://c//d"\n}\n```\n'),
    (
        "github",
        "```yaml\na:\n  // highlight-next-line\n  b: 1\n```\n\n```yaml\n{!a/b.yml!}\n```\n\n```yaml\na:\n  ***\n```\n",
    ),
    (
        "github",
        "```bash\ndocker ps\n\nNAME   TYPE   PORT(S)   AGE\n```\n\n```bash\nsignature=base64(HMAC(a, b))\n```\n",
    ),
    ("github", "```shell\na\n│   └── b.md  # c\n```\n\n```bash\npm2 restart <app|id|'all'>\n```\n"),
    (
        "github",
        "```console\n$ docker build --platform=local .\n$ docker image rm --platform linux/amd64,linux/arm64 a\n```\n",
    ),
    ("github", "Set `BUILDX_EXPERIMENTAL=1`.\n\n```console\n$ docker buildx debug build .\n```\n"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is reported for each page, by its folder. Each is in its own repository, and all are checked in one go."""
    home = tmp_path_factory.mktemp("pages")
    cases = [
        *((f"loud-{n}", *case[:2]) for n, case in enumerate(LOUD)),
        *((f"quiet-{n}", *case) for n, case in enumerate(QUIET)),
    ]
    for folder, where, page in cases:
        (home / folder / ".git").mkdir(parents=True)
        for name, text in PLACES[where].items():
            file = home / folder / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(page if name.endswith("page.md") else text, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["--format", "json", *(str(home / folder) for folder, _, _ in cases)])
    found: dict[str, list[str]] = {folder: [] for folder, _, _ in cases}
    for one in json.loads(out.getvalue()):
        folder = Path(one["path"]).relative_to(home).parts[0]
        found[folder].append(f"{one['line']}:{one['column']}: {one['rule']}")
    return found


@pytest.mark.parametrize("number", range(len(LOUD)), ids=lambda n: LOUD[n][2].replace(": ", "-"))
def test_a_broken_page_is_one_line(number: int, said: dict[str, list[str]]) -> None:
    assert said[f"loud-{number}"] == [LOUD[number][2]], LOUD[number][1]


@pytest.mark.parametrize("number", range(len(QUIET)))
def test_a_page_that_only_looks_broken(number: int, said: dict[str, list[str]]) -> None:
    assert said[f"quiet-{number}"] == [], QUIET[number][1]


OURS = [
    ('<!--[[ term("image") ]-->\n\ntext\n', "macro-syntax"),
    ('<!--[[ term("image") ]] -->\n\ntext <!--[[ term("image") ]]-->\n', "macro-syntax"),
    ('<!--[ term("image") ]]-->\n', "macro-syntax"),
    ('<!-- [[ term("image") ]]-->\n', "macro-syntax"),
    ("A <script>x</script>\n===\n", "heading-html"),
    ("??? pitfal\n    a\n", "admonition"),
    ("<!-- a\n\n## B\n\n[b](#b)\n", "html-open"),
    ("---\ntitle: A\n\n# A\n", "front-matter"),
]


@pytest.mark.parametrize(("page", "rule"), OURS)
def test_our_own_pages(page: str, rule: str) -> None:
    found = [one for one in problems({"page.md": page}) if one.rule != "html-active"]
    assert [one.rule for one in found] == [rule]


def test_a_byte_that_is_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\ntext\0 more\n\n```sh\ndocker rum\n```\n")
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out
    assert ":3:5: a NUL byte" in lines
    assert "`docker rum`" in lines


INCLUDES = [
    ('--8<-- "a.md"', "`a.md` includes itself, so it would never end"),
    ('--8<-- "b.md"', "`b.md` includes this page, so it would never end"),
    ('--8<-- "c.md:two"', "`c.md` has no section `two`; known: `one`"),
    ('--8<-- "c.md:one"', ""),
    ('--8<-- "c.md:2:3"', ""),
    ('--8<-- "d.txt:noe"', "`d.txt` has no section `noe`; did you mean `one`?"),
]


@pytest.mark.parametrize(("row", "said"), INCLUDES)
def test_what_a_page_takes_in(row: str, said: str) -> None:
    section = "<!-- --8<-- [start:one] -->\na\n<!-- --8<-- [end:one] -->\n"
    pages = {"a.md": f"# A\n\n{row}\n", "b.md": '--8<-- "a.md"\n', "c.md": section}
    tree = Tree(pages, frozenset((*pages, "d.txt")), taken_in=lambda name: section)
    found = include.check_in_tree("a.md", "a.md", tree)
    assert [one.message for one in found] == ([said] if said else [])


def test_what_follows_from_a_page_that_is_not_read_to_its_end() -> None:
    def one(path: str, rule: str, message: str = "") -> Diagnostic:
        return Diagnostic(path, 1, 1, 1, 1, "error", rule, message)

    cause = one("docs/a.md", "html-open")
    other = one("docs/b.md", "link-anchor", "`c.md` has no anchor `x`")
    follows = [
        one("docs/a.md", "link-anchor", "this page has no anchor `x`"),
        one("docs/b.md", "link-anchor", "`../a.md` has no anchor `x`"),
        one("_data/addresses.txt", "address-gone", "the heading `#x` of `a.md` was published and is gone"),
        one("_data/docker.yml", "data-unused"),
    ]
    assert set(alone([cause, other, *follows])) == {cause, other}
    assert set(alone([other, *follows], [cause])) == {other}
    assert set(alone([other, *follows])) == {other, *follows}
