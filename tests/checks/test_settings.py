"""Which rules apply: the command line, the settings, comments and the baseline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.harness import problems
from checks.test_page_of_checks import EXAMPLES, TEXT
from conftest import ROOT
from dockernotes.checks.command_line import main
from dockernotes.checks.reading.files import is_excluded
from dockernotes.checks.reading.levels import DOCKER, GROUPS, HOUSE, PAGES, PROJECT

PAGE = """# a Page <b>x</b>

```bash
$ docker ps
docker run --ports 80:80 IMAGE
docker app up
docker-compose up
```

```dockerfile
FROM alpine:3.22
ADD a b
```

```
x
```

[here](/a.md) ![](b.png) teh

<script></script>
"""
COMMAND, PLUGIN, LINK, COMPOSE = "5:12 docker-command", "6:8 docker-command", "19:19 link-page", "7:1 docker-compose"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """A function that checks a page in its own folder. Returns the exit code, places with rules, and standard error."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, list[str], str]:
        code = main([*arguments, "."])
        printed = capsys.readouterr()
        found = re.findall(r"^(\S+?):(\d+:\d+): .* \[([a-z-]+)\]$", printed.out, re.MULTILINE)
        return code, [f"{place} {rule}" if path == "page.md" else path for path, place, rule in found], printed.err

    return call


SELECTIONS: dict[str, tuple[list[str], list[str]]] = {
    "what docker refuses, and links": ([], [COMMAND, PLUGIN, LINK]),
    "one rule": (["--select", "link-page"], [LINK]),
    "two": (
        ["--select", "link-page", "--select", "docker-compose"],
        [COMPOSE, LINK],
    ),
    "a group": (["--select", "docker"], [COMMAND, PLUGIN]),
    "all but one": (["--ignore", "docker-command"], [LINK]),
}


def test_the_defaults(run) -> None:  # type: ignore[no-untyped-def]
    for name, (arguments, wanted) in SELECTIONS.items():
        assert run(*arguments)[:2] == (1, wanted), name


def test_how_the_house_writes_is_asked_where_somebody_chooses_it(run) -> None:  # type: ignore[no-untyped-def]
    assert {one.split()[1] for one in run("--select", "house")[1]} == HOUSE


def test_an_unknown_rule_is_said(run) -> None:  # type: ignore[no-untyped-def]
    assert run("--select", "docker-comand") == (
        2,
        [],
        "check.py: no rule `docker-comand`; did you mean `docker-command`?\n",
    )


SETTINGS = {
    'select = ["link-page"]': [LINK],
    'ignore = ["docker-command"]': [LINK],
    'plugins = ["app"]': [COMMAND, LINK],
    'exclude = ["*.md"]': [],
}


@pytest.mark.parametrize("text", SETTINGS)
@pytest.mark.parametrize(("file", "table"), [("docker-notes.toml", ""), ("pyproject.toml", "[tool.docker-notes]\n")])
def test_settings(text: str, file: str, table: str, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / file).write_text(table + text + "\n", encoding="utf-8")
    code, found, _ = run()
    assert (code, found) == (int(bool(found)), SETTINGS[text])


WRONG = {
    'selct = ["link-page"]': "1:1: unknown key `selct`; did you mean `select`? [config]",
    'select = "link-page"': "1:1: `select`: should be a valid list [config]",
    'a = 1\nignore = ["prompts"]': "2:1: no rule `prompts`; did you mean `prompt`? [config]",
    'flavour = "hexo"': ("1:1: `flavour`: should be 'docusaurus', 'github', 'hugo', 'mkdocs' or 'unknown' [config]"),
    "select = [": "1:11: not TOML: invalid value [config]",
}


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_in_the_settings_are_lines(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pages are checked all the same."""
    (tmp_path / "docker-notes.toml").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["."]) == 1
    printed = capsys.readouterr().out
    assert f"docker-notes.toml:{WRONG[text]}\n" in printed
    assert "[docker-command]" in printed


def test_how_pages_are_read_may_be_set(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "page.md").write_text("[a](#b--c) [d](#b-c)\n\n# B & C\n", encoding="utf-8")
    assert run()[1] == ["1:17 link-anchor"]
    for flavour, place in (("github", "1:17"), ("mkdocs", "1:6")):
        (tmp_path / "docker-notes.toml").write_text(f'flavour = "{flavour}"\n', encoding="utf-8")
        assert run()[1] == [f"{place} link-anchor"]


def test_settings_around_a_project_are_not_its_own(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "docker-notes.toml").write_text('select = ["prompt"]\n', encoding="utf-8")
    (tmp_path / "inner/.git").mkdir(parents=True)
    (tmp_path / "inner/page.md").write_text(PAGE, encoding="utf-8")
    assert run()[1] == ["inner/page.md", "4:1 prompt"]
    monkeypatch.chdir(tmp_path / "inner")
    assert run()[1] == [COMMAND, PLUGIN, LINK]


EXCLUDED = [
    ("drafts", "drafts/a/b.md", True),
    ("drafts/**", "drafts/a/b.md", True),
    ("a", "drafts/a/b.md", True),
    ("docs/a", "drafts/docs/a/b.md", False),
    ("*.tmp.md", "x/y.tmp.md", True),
    ("./x/y.md", "x/y.md", True),
    ("y.md", "x/my.md", False),
]


@pytest.mark.parametrize(("pattern", "name", "out"), EXCLUDED)
def test_excludes(pattern: str, name: str, out: bool, tmp_path: Path) -> None:
    assert is_excluded(tmp_path / name, [pattern], tmp_path) is out


def test_a_baseline_tells_only_what_is_new(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "page.md"
    assert run("--write-baseline", "known.json")[:2] == (0, [])
    assert run("--baseline", "known.json")[:2] == (0, [])
    page.write_text("New\n\n" + PAGE + "\n[gone](gone.md)\n", encoding="utf-8")  # lines move
    assert run("--baseline", "known.json")[:2] == (1, ["25:8 link-page"])
    page.write_text("# Clean\n", encoding="utf-8")
    code, found, said = run("--baseline", "known.json")
    assert (code, found) == (0, [])
    assert said.startswith("check.py: 3 known findings are gone; update `known.json`: --write-baseline known.json")
    (tmp_path / "known.json").write_text("{}}", encoding="utf-8")
    assert run("--baseline", "known.json")[2] == (
        "check.py: `known.json`: not a baseline; write a new one with --write-baseline\n"
    )


BAD = "```bash\ndocker rum\n```\n"
SWITCHES = {
    "a line": "[a](gone.md) <!-- docker-notes ignore: link-page -->\n",
    "the line below": "<!-- docker-notes ignore: link-page -->\n[a](gone.md)\n",
    "the fence below": "<!-- docker-notes ignore: docker-command -->\n\n" + BAD,
    "a page": f"{BAD}\n{BAD}\n<!-- docker-notes ignore-page: docker-command -->\n",
    "a group": f"{BAD}\n<!-- docker-notes ignore-page: docker -->\n",
    "MDX": "{/* docker-notes ignore: docker-command */}\n" + BAD,
}


@pytest.mark.parametrize("name", SWITCHES)
def test_a_comment_switches_a_rule_off(name: str) -> None:
    page = "page.mdx" if name == "MDX" else "page.md"
    assert [str(one) for one in problems({page: SWITCHES[name]}, own=False)] == []


UNUSED = {
    "nothing to do": (
        "[a](page.md) <!-- docker-notes ignore: link-page -->\n",
        ["page.md:1:40: `link-page` finds nothing here; delete it [ignore-unused]"],
    ),
    "no such rule": (
        "<!-- docker-notes ignore: link-pge -->\n\nText\n",
        ["page.md:1:27: no rule `link-pge`; did you mean `link-page`? [ignore-unused]"],
    ),
    "the line after the next": (
        "<!-- docker-notes ignore: link-page -->\nText\n[a](gone.md)\n",
        [
            "page.md:1:27: `link-page` finds nothing here; delete it [ignore-unused]",
            "page.md:3:5: `gone.md`: no file `gone.md` [link-page]",
        ],
    ),
    "in backticks it is text": ("Write `<!-- docker-notes ignore: link-page -->`.\n", []),
    "inside a fence it is text": (
        "```html\n<!-- docker-notes ignore: link-page -->\n```\n[a](gone.md)\n",
        ["page.md:4:5: `gone.md`: no file `gone.md` [link-page]"],
    ),
}


@pytest.mark.parametrize("name", UNUSED)
def test_a_comment_that_does_nothing_is_told(name: str) -> None:
    page, said = UNUSED[name]
    assert [str(one) for one in problems({"page.md": page}, own=False)] == said


def test_a_comment_in_a_dockerfile(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "FROM alpine:3.22\n# docker-notes ignore: dockerfile\nEXPOSE 99999\n"
    (tmp_path / "Dockerfile").write_text(text, encoding="utf-8")
    assert "Dockerfile" not in run()[1]
    (tmp_path / "Dockerfile").write_text(text.replace("# docker-notes ignore: dockerfile\n", ""), encoding="utf-8")
    assert "Dockerfile" in run()[1]


def test_every_rule_has_its_place() -> None:
    """Each rule that the page of checks explains is in exactly one group, and a group has no other names."""
    explained = {name.strip() for title in EXAMPLES for name in title.split(",")}
    every = [*DOCKER, *PAGES, *HOUSE, *PROJECT]
    assert len(every) == len(set(every))
    assert explained <= set(every)
    assert set(every) <= set(re.findall(r"`([a-z-]+)`", TEXT))
    assert GROUPS["default"] == DOCKER | PAGES
    code = "".join(file.read_text() for file in (ROOT / "hooks/dockernotes/checks").rglob("*.py"))
    assert set(re.findall(r"RULE = \"([a-z-]+)\"", code)) <= {*every, "config"}
