"""Every recipe of CONTRIBUTING.md is followed in a copy of the project, and once more with a step left out.

A recipe here is a list of edits. Each names the step that it follows, and a test compares it with the text: the step
must name the file, and the command that is run must be after "Proof".
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES: dict[str, str] = dict(re.findall(r"^### (.+)\n((?:(?!^###? ).*\n)*)", TEXT, re.MULTILINE))
CHECKS = (ROOT / "docs/contributing/checks.md").read_text(encoding="utf-8").partition("## Adding a check\n")[2]
RECIPES["Add a check"] += CHECKS
LEFT_BEHIND = (".git", ".venv", "site", "node_modules", ".hypothesis", ".pytest_cache")
DATA = "docs/_data/docker.yml"
CHAPTER = (ROOT / "docs/course/03-vms.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Edit:
    """What a contributor does at a step. `noticed`: what is reported if only this is left out."""

    step: int
    file: str
    change: Callable[[str], str]
    noticed: str | None = None
    shown: str = ""  # the file as the step names it, if that is shorter


def after(anchor: str, text: str) -> Callable[[str], str]:
    """Return a function that inserts a text after the first occurrence of an anchor."""

    def change(old: str) -> str:
        assert old.count(anchor) >= 1, anchor
        return old.replace(anchor, anchor + text, 1)

    return change


def instead(old_text: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces the first occurrence of a text."""

    def change(old: str) -> str:
        assert old_text in old, old_text
        return old.replace(old_text, new, 1)

    return change


COMMAND = """  - name: docker checkpoint ls
    group: containers
    summary: List the checkpoints of a container.
    usage: "docker checkpoint ls [options] <container>"
    chapter: course/07-running-containers.md
"""
FLAG = """      - name: --cgroup-parent
        value: "<path>"
        summary: Put the container below this control group of the host.
"""
DIAGRAM = """  - id: two-shelves
    title: Two shelves
    description: "A shelf of images on the left, a shelf of containers on the right, and an arrow from left to right."
    direction: right
    nodes:
      - {id: images, label: Images, kind: artifact}
      - {id: containers, label: Containers, kind: process}
    edges:
      - {source: images, target: containers, label: run}
"""
ERROR = """  - id: checkpoint-unsupported
    title: Checkpoints are not switched on
    sample: "Error response from daemon: checkpoint not supported on this whale"
    pattern: 'checkpoint not supported on this \\w+'
    cause: Checkpoints are an experiment, and the engine has it switched off.
    check: "`docker info` says `Experimental: false`."
    fix: "Switch `experimental` on in the engine's configuration, and restart the engine."
    chapter: course/07-running-containers.md
"""
RULE = '''"""obviously: what is obvious need not be said, and what is not should be explained."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.prose import prose, words

RULE = "obviously"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield each use of the word."""
    for word, at in words(prose(page.text)):
        if word.lower() == "obviously":
            yield in_text(page.text, page.path, (at, at + len(word)), RULE, f"`{word}`; delete it")
'''
SECTION = """### `obviously`

Whoever does not find it obvious feels stupid.

````markdown
It is obviously a container.
````

```text
page.md:1:7: `obviously`; delete it [obviously]
1 | It is obviously a container.
  |       ^^^^^^^^^
```

Leave the word out.

"""
FOLLOWED: dict[str, list[Edit]] = {
    "Fix a text": [
        Edit(1, "docs/course/02-problems.md", lambda text: text + "\nOne more sentence.\n", shown="docs/course"),
        Edit(1, "docs/beyond/11-networks.md", lambda text: text + "\nOne more sentence.\n", shown="docs/beyond"),
    ],
    "Add a command": [Edit(1, DATA, after("\ncommands:\n", COMMAND))],
    "Add a flag": [Edit(1, DATA, after("    flags:\n", FLAG))],
    "Add a diagram": [
        Edit(1, DATA, after("\ndiagrams:\n", DIAGRAM), r"no diagram `two-shelves`.*\[macro-argument\]"),
        Edit(
            2,
            "docs/course/03-vms.md",
            after("## Pitfalls\n", '\n<!--[[ diagram("two-shelves") ]]-->\n'),
            r"no page shows `two-shelves`.*\[data-unused\]",
        ),
    ],
    "Add an error": [Edit(1, DATA, after("\nerrors:\n", ERROR))],
    "Add a chapter": [
        Edit(
            1,
            "docs/beyond/18-logging.md",
            lambda _: CHAPTER.replace("# Docker and virtual machines", "# Logging"),
            r"18-logging.md.*(not found|does not exist|not exist|is not found)",
        ),
        Edit(
            2,
            "mkdocs.yml",
            after("      - beyond/17-capstone.md\n", "      - beyond/18-logging.md\n"),
            r"add `beyond/18-logging.md` to `nav` in mkdocs.yml \[orphan\]",
        ),
    ],
    "Add a check": [
        Edit(
            2,
            "hooks/dockernotes/checks/rules/obviously.py",
            lambda _: RULE,
            "obviously",
            shown="hooks/dockernotes/checks/rules/",
        ),
        Edit(4, "docs/contributing/checks.md", after("", ""), r"obviously"),
    ],
}
FOLLOWED["Add a check"][1] = Edit(
    4, "docs/contributing/checks.md", instead("### `gone`\n", SECTION + "### `gone`\n"), "obviously", shown="this page"
)


def copy(folder: Path) -> Path:
    """Copy the project, with links to this one's tools, and return the copy."""
    shutil.copytree(ROOT, folder, symlinks=True, ignore=lambda at, _: LEFT_BEHIND if Path(at) == ROOT else ())
    (folder / ".venv").mkdir()
    for file in (ROOT / ".venv").iterdir():
        if file.name != "check":
            (folder / ".venv" / file.name).symlink_to(file)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def follow(folder: Path, title: str, leave_out: Edit | None = None) -> None:
    """Do what a recipe says, except for the edit `leave_out`."""
    for edit in FOLLOWED[title]:
        if edit is leave_out:
            continue
        file = folder / edit.file
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(edit.change(old), encoding="utf-8")


def run(folder: Path, command: str, *needed: str) -> tuple[int, str]:
    """Run a command from the text; if `needed` is given, only those lines of the make target that have a part of it."""
    environment = os.environ | {"PYTHONPATH": "hooks"}
    if needed:
        listed = subprocess.run(
            ["make", "-n", *command.split()[1:]], cwd=folder, capture_output=True, text=True, check=True
        )
        lines = [line for line in listed.stdout.split("\n") if any(part in line for part in needed)]
        assert lines, (command, needed)
        command = " && ".join(lines)
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def proofs(title: str) -> list[str]:
    """Return the commands that a recipe names as its proof."""
    found = re.findall(r"^Proof: (.*)", RECIPES[title], re.MULTILINE)
    assert len(found) == 1, title
    return re.findall(r"`(make [^`]+)`", found[0])


def edits() -> Iterator[tuple[str, Edit]]:
    """Yield every edit whose absence must be noticed."""
    for title, every in FOLLOWED.items():
        yield from ((title, edit) for edit in every if edit.noticed)


@pytest.mark.parametrize("title", FOLLOWED)
def test_the_test_does_what_the_text_says(title: str) -> None:
    """Every file that is edited is named in its step, and the proof begins with `make check`."""
    steps = dict(re.findall(r"^(\d+)\. (.*)$", RECIPES[title], re.MULTILINE))
    for edit in FOLLOWED[title]:
        assert f"`{edit.shown or edit.file}`" in steps[str(edit.step)] or edit.shown in steps[str(edit.step)]
    assert proofs(title)[0] == "make check"


def test_every_recipe_is_followed() -> None:
    """No recipe is only in the text, except for the one that needs a new Docker."""
    assert set(RECIPES) - set(FOLLOWED) == {"Update to a new Docker"}
    assert set(FOLLOWED) <= set(RECIPES)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which all recipes were followed."""
    folder = copy(tmp_path_factory.mktemp("followed") / "project")
    for title in FOLLOWED:
        follow(folder, title)
    return folder


def test_what_the_recipes_make_holds(followed: Path) -> None:
    """After all recipes are followed, the commands that they name as proof pass."""
    code, said = run(followed, "make check")
    assert code == 0, said
    code, said = run(followed, proofs("Add a check")[1])
    assert code == 0, said
    built = (followed / ".venv/check/beyond/18-logging/index.html").read_text(encoding="utf-8")
    assert "Two shelves" not in built
    assert "Two shelves" in (followed / ".venv/check/course/03-vms/index.html").read_text(encoding="utf-8")
    for page, part in (
        ("containers", 'id="docker-checkpoint-ls"'),
        ("containers", "--cgroup-parent"),
        ("errors", "checkpoint-unsupported"),
    ):
        assert part in (followed / f".venv/check/reference/{page}/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "edit"), list(edits()), ids=lambda value: value if isinstance(value, str) else value.file
)
def test_a_step_that_is_left_out_is_noticed(title: str, edit: Edit, tmp_path: Path) -> None:
    """The proof fails, and says where."""
    folder = copy(tmp_path / "project")
    follow(folder, title, leave_out=edit)
    if title == "Add a check":
        code, said = run(folder, proofs(title)[1])
    else:
        needed = "mkdocs build" if title == "Add a chapter" else "hooks/check.py"
        code, said = run(folder, proofs(title)[0], needed)
    assert code != 0
    assert edit.noticed
    assert re.search(edit.noticed, said), said


PARTS = [
    ("Add a command", "    chapter: course/07-running-containers.md\n", "missing key `chapter` [data-shape]"),
    ("Add a command", "docker checkpoint ls", "has no `docker checkpoint lz`; did you mean `docker checkpoint ls`"),
    (
        "Add a flag",
        "        summary: Put the container below this control group of the host.\n",
        "missing key `summary`",
    ),
    ("Add a flag", "--cgroup-parent", "`docker run` of docker"),
    ("Add an error", "'checkpoint not supported on this \\w+'", "the pattern does not find its own sample"),
    ("Add an error", "    fix: ", "missing key `fix` [data-shape]"),
]


@pytest.mark.parametrize(("title", "part", "noticed"), PARTS, ids=[f"{p[0]}: {p[1].strip()[:20]}" for p in PARTS])
def test_a_part_that_is_left_out_is_noticed(title: str, part: str, noticed: str, tmp_path: Path) -> None:
    """Recipes with one step list what an entry needs, and each part is noticed if it is missing."""
    folder = copy(tmp_path / "project")
    follow(folder, title)
    text = (folder / DATA).read_text(encoding="utf-8")
    changed = {"docker checkpoint ls": "docker checkpoint lz", "--cgroup-parent": "--cgroup-parents"}.get(part, "")
    if part.startswith("'"):
        changed = "'checkpoint is supported'"
    if part == "    fix: ":
        part, changed = text[text.index(part, text.index("checkpoint-unsupported")) :].split("\n")[0] + "\n", ""
    start = text.index(part)
    (folder / DATA).write_text(text[:start] + changed + text[start + len(part) :], encoding="utf-8")
    code, said = run(folder, "make check", "hooks/check.py")
    assert code != 0
    assert noticed in said, said


def test_a_typo_in_a_text_is_noticed(tmp_path: Path) -> None:
    folder = copy(tmp_path / "project")
    page = folder / "docs/course/03-vms.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Explain what", "Explane what", 1), encoding="utf-8")
    code, said = run(folder, "make check", "hooks/check.py")
    assert code != 0
    assert "docs/course/03-vms.md:13:3: style: `Explane`; did you mean `Explain`? [spelling]" in said


def test_a_new_docker(tmp_path: Path) -> None:
    """A later spec, as `make spec` would write it, has lost a flag. After the recipe is followed, the check passes."""
    recipe = RECIPES["Update to a new Docker"]
    folder = copy(tmp_path / "project")
    specs = folder / "hooks/dockernotes/dockercli/specs"
    assert "`hooks/dockernotes/dockercli/specs/`" in recipe
    newest = max(specs.glob("*.json"), key=lambda file: [int(part) for part in file.stem.split(".")])
    version = "29.99.9"
    text = newest.read_text(encoding="utf-8").replace(f'"version": "{newest.stem}"', f'"version": "{version}"', 1)
    lost = [row for row in text.split("\n") if '"--expose"' not in row]
    (specs / f"{version}.json").write_text("\n".join(lost), encoding="utf-8")
    code, said = run(folder, "make check", "hooks/check.py")
    assert code != 0
    assert re.search(r"docker.yml:\d+:\d+: `docker run` of docker 29.99.9 has no `--expose`.*\[data-command\]", said)
    data = folder / DATA
    text = instead(
        "      - name: --expose\n", '      - name: --expose\n        removed: {since: "29.99", use: "`EXPOSE`"}\n'
    )(data.read_text(encoding="utf-8"))
    gone = '  - {name: docker run --expose, since: "29.99", use: "`EXPOSE` in the Dockerfile"}\n'
    data.write_text(after("\ngone:\n", gone)(text), encoding="utf-8")
    assert "`removed`" in recipe
    assert "`gone`" in recipe
    code, said = run(folder, "make check", "hooks/check.py")
    assert code == 0, said


ECHO = "docker run --rm alpine echo"


def with_a_session(text: str) -> str:
    """Return a chapter whose only session has no output yet."""
    whole = re.sub(r"^( *)```console.*?^ *```\n", "", text, flags=re.DOTALL | re.MULTILINE)
    return after("## Pitfalls\n", f"\n```console\n$ {ECHO} printed\n```\n")(whole)


ON_AN_ENGINE = {
    "Fix a text": (
        "docs/course/01-what-and-why.md",
        instead(f'$ {ECHO} "hello from a container"', f"$ {ECHO} printed"),
    ),
    "Add a chapter": ("docs/beyond/18-logging.md", with_a_session),
}


@pytest.mark.engine
@pytest.mark.parametrize("title", ON_AN_ENGINE)
def test_the_steps_that_need_an_engine(title: str, tmp_path: Path) -> None:
    """`make record` writes what is printed. `make lessons` passes, and reports a command whose output then changes."""
    name, change = ON_AN_ENGINE[title]
    folder = copy(tmp_path / "project")
    if title != "Fix a text":
        follow(folder, title)
    page = folder / name
    page.write_text(change(page.read_text(encoding="utf-8")), encoding="utf-8")
    (record,) = re.findall(r"`(make record PAGES=[^`]+)`", RECIPES[title])
    lessons = proofs(title)[1]
    assert [command.partition("=")[2] for command in (record, lessons)] == [name, name]
    code, said = run(folder, record)
    assert code == 0, said
    text = page.read_text(encoding="utf-8")
    assert f"$ {ECHO} printed\nprinted\n" in text
    noted = json.loads((folder / "docs/_data/verified.json").read_text(encoding="utf-8"))[name.removeprefix("docs/")]
    assert (f"{ECHO} printed", "run") in {(c["command"], c["proof"]) for c in noted["commands"]}
    code, said = run(folder, lessons)
    assert code == 0, said
    assert page.read_text(encoding="utf-8") == text
    page.write_text(text.replace("\nprinted\n", "\nprinted wrongly\n"), encoding="utf-8")
    code, said = run(folder, lessons)
    assert code != 0
    line = text[: text.index(f"$ {ECHO}")].count("\n") + 1
    assert f"{name}:{line}: `{ECHO} printed` prints something else" in said
