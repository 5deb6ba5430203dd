"""Planted link defects, which are all found, and things that only look like defects."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checks.harness import problems
from conftest import ROOT
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.rules import include
from dockernotes.pages.anchors import anchors
from dockernotes.source.markdown import scan

TARGET = """# Install

## Step one {#first}

## A `code` heading & more

### `all-code`

<a id="raw"></a> <a name="named"></a>

Text.
{: #paragraph }

Twice
-----

## Twice

```python
x = 1
```
"""
FILES = ("images/layers.png", "files/data.csv")

DEFECTS = [
    ("[a](instal.md)", "link-page"),
    ("[a](guide/instal.md)", "link-page"),
    ("[a](Guide/install.md)", "link-page"),
    ("[a](guide/Install.md)", "link-page"),
    ("[a](guide/install.html)", "link-page"),
    ("[a](guide/install/)", "link-page"),
    ("[a](guide/install)", "link-page"),
    ("[a](guide/)", "link-page"),
    ("[a](../outside.md)", "link-page"),
    ("[a](install.md)", "link-page"),
    ("[a]()", "link-page"),
    ("[a](/guide/install.md)", "link-absolute"),
    ("[a](/)", "link-absolute"),
    ("[a](guide/install.md#second)", "link-anchor"),
    ("[a](guide/install.md#First)", "link-anchor"),
    ("[a](guide/install.md#twice_2)", "link-anchor"),
    ("[a](#nowhere)", "link-anchor"),
    ("[a][missing]", "link-reference"),
    ("[missing][]", "link-reference"),
    ("Text.[^note]", "link-reference"),
    ("[a][b]\n\n[b]: nowhere.md", "link-page"),
    ("[a][b]\n\n[b]: guide/install.md#nope", "link-anchor"),
    ("![Layers](images/layer.png)", "link-page"),
    ("![](images/layers.png)", "alt-text"),
    ("![layers.png](images/layers.png)", "alt-text"),
    ('<a href="nowhere.html">a</a>', "link-page"),
    ('<img src="images/nope.png" alt="Layers">', "link-page"),
    ('<img src="images/layers.png">', "alt-text"),
    ("Click [here](guide/install.md).", "link-text"),
    ("## X {#same}\n\n## Y {#same}", "duplicate-id"),
    ("- item\n\n    [a](nowhere.md) in a list", "link-page"),
    ("!!! note\n\n    [a](nowhere.md) in a note", "link-page"),
    ("| a |\n| - |\n| [a](nowhere.md) |", "link-page"),
    ("[![Layers](images/layers.png)](nowhere.md)", "link-page"),
    ("[a](<no where.md>)", "link-page"),
]

TRAPS = [
    "[a](guide/install.md#first) [b](guide/install.md#raw) [c](guide/install.md#named)",
    "[a](guide/install.md#paragraph) [b](guide/install.md#twice_1)",
    "[a](guide/install.md#a-code-heading-more) [b](guide/install.md#all-code)",
    "[a](guide/install.md?x=1#first) [b](files/data.csv?raw=true)",
    "[a](guide/install.md#%66irst)",
    "[a](guide/install.md#__codelineno-0-1) [b](guide/install.md#__tabbed_1_2)",
    "`[a](nowhere.md)` and ``[a](`nowhere.md)``",
    "```markdown\n[a](nowhere.md)\n```",
    "<!-- [a](nowhere.md) -->",
    "Text:\n\n    [code](nowhere.md)\n\nMore.",
    "\\[a](nowhere.md) is no link; rows[0][1] neither; [ ] nor [x] this.",
    "[a](https://example.org/x#y) <https://example.org> [m](mailto:a@example.org)",
    "[a](images/layers.png 'Title (with brackets)') [b](<guide/install.md>)",
    '<img src="images/layers.png" alt=""> <a href="#top">up</a> [a](#)',
    "[Install][] and [install]\n\n[install]: guide/install.md 'Title'",
    "Text.[^note]\n\n[^note]: A note.",
    '<pre><a href="nowhere.md">x</a></pre> <script>a["b"]["c"]</script>',
    "See [the ports](guide/install.md#first) of [a (b)](guide/install.md).",
    "# A title\n\n[up](#a-title) [own](lost.md)",
    "<!--[[ commands('docker run') ]]-->",
]


def _rules(page: str) -> list[str]:
    pages = {"index.md": page, "guide/install.md": TARGET}
    if "lost.md" in page:
        pages["lost.md"] = "# Lost\n"
    return [p.rule for p in problems(pages, files=(*pages, *FILES), own=False)]


@pytest.mark.parametrize(("page", "rule"), DEFECTS)
def test_a_defect_is_found(page: str, rule: str) -> None:
    """One defect gives one diagnostic, from the right rule."""
    assert _rules(page) == [rule]


@pytest.mark.parametrize("page", TRAPS)
def test_what_is_right_is_left_alone(page: str) -> None:
    """There is no false alarm."""
    assert _rules(page) == []


def test_a_page_that_nothing_leads_to() -> None:
    """Neither the navigation nor a link leads to it."""
    assert [p.rule for p in problems({"index.md": "# A\n", "lost.md": "# B\n"}, files=("index.md", "lost.md"))] == [
        "orphan"
    ]


def test_anchors_of_the_source_are_those_of_the_built_page(site: Path) -> None:
    """Every anchor that a scan of the Markdown finds is on the built page, for every page of this site."""
    for source in sorted((ROOT / "docs").rglob("*.md")):
        name = source.relative_to(ROOT / "docs").with_suffix("")
        built = site / (name.parent if name.name == "index" else name) / "index.html"
        ids = {identity.name for identity in scan(source.read_text(encoding="utf-8")).ids}
        assert ids - anchors(built.read_text(encoding="utf-8")) == set(), source


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of this project, to be broken."""
    copy = tmp_path / "copy"
    ignored = (".git", ".venv", "site")
    copied = [path.name for path in ROOT.iterdir() if path.name not in ignored and not path.name.endswith("_cache")]
    copy.mkdir()
    for name in copied:
        (copy / name).symlink_to(ROOT / name)
    for name in ("docs", "hooks"):
        (copy / name).unlink()
        shutil.copytree(ROOT / name, copy / name)
    return copy


def build(copy: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(copy.parent / "site")]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


def test_the_build_says_what_the_command_line_says(copy: Path) -> None:
    """For a broken link and a broken command in a copy of this project, both print the same, and the build fails."""
    page = copy / "docs/course/03-vms.md"
    broken = "\n[gone](04-instal.md#x) and [moved](04-install.md#nope)\n"
    broken += "\n```console\n$ docker run --ports 80:80 nginx\n```\n"
    page.write_text(page.read_text(encoding="utf-8") + broken, encoding="utf-8")
    done = build(copy)
    assert done.returncode == 1
    said = [line.removeprefix("WARNING -  ") for line in done.stderr.split("\n") if "03-vms.md:" in line]
    wanted = [str(p) for p in problems_of(page, copy)]
    assert sorted(said) == sorted(wanted)
    assert len(wanted) == 3
    assert re.search(r"Aborted with \d+ warnings in strict mode", done.stdout + done.stderr)


NO_TEXT = [
    "course/03-vms.md",
    "examples/hello-node/src/server.js",
    "examples/guestbook/compose.yaml",
    "_data/docker.yml",
    "_data/verified.json",
]


@pytest.mark.parametrize("name", NO_TEXT)
def test_bytes_that_are_no_text_end_the_build_with_one_line(name: str, copy: Path) -> None:
    """In a page, an included file or the data file, the place is named and no traceback follows."""
    file = copy / "docs" / name
    lines = file.read_bytes().count(b"\n")
    file.write_bytes(file.read_bytes() + b"\xff\n")
    done = build(copy)
    assert done.returncode == 1
    assert f"WARNING -  docs/{name}:{lines + 1}:1: not UTF-8: byte 0xff; save the file as UTF-8 [" in done.stderr
    assert "Traceback" not in done.stderr
    said = subprocess.run(
        [sys.executable, "hooks/check.py", "docs"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert f"docs/{name}:{lines + 1}:1: not UTF-8" in said.stdout


FRONT = [
    ("minutes: about ten", "4:1: `minutes`: should be a valid integer"),
    ("template: hom.html", "4:1: `template`: no template `hom.html`; did you mean `home.html`?"),
    ("search: x", "4:1: `search`: should be a valid dictionary"),
    ("hide: 1", "4:1: `hide`: should be a valid list"),
]


def test_front_matter_that_no_template_can_use_ends_the_build(copy: Path) -> None:
    """Each is reported at its key, all in one run."""
    pages = sorted((copy / "docs/beyond").glob("1*.md"))
    for page, (row, _) in zip(pages, FRONT, strict=False):
        title, description, rest = page.read_text(encoding="utf-8").removeprefix("---\n").split("\n", 2)
        page.write_text("\n".join(("---", title, description, row, rest.partition("\n")[2])), encoding="utf-8")
    done = build(copy)
    assert done.returncode == 1
    for page, (_, message) in zip(pages, FRONT, strict=False):
        assert f"docs/beyond/{page.name}:{message} [front-matter]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_navigation_may_lead_elsewhere_and_to_nothing(copy: Path) -> None:
    """A link to another site is built; MkDocs itself reports a page that isn't there."""
    settings = copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.unlink()
    assert "\nnav:\n" in text
    settings.write_text(
        text.replace("\nnav:\n", "\nnav:\n  - Docker: https://docs.docker.com/\n  - nope.md\n"), encoding="utf-8"
    )
    done = build(copy)
    assert "A reference to 'nope.md' is included in the 'nav' configuration" in done.stderr
    assert "Traceback" not in done.stderr
    assert (copy.parent / "site/llms.txt").is_file()


DATA = [
    ("chapter: course/03-vms.md", "chapter: course/77.md", ": no page `course/77.md`"),
    (
        "[errors](errors.md)",
        "[errors](erors.md#x)",
        ": no page `reference/erors.md`; did you mean `reference/errors.md`?",
    ),
    (
        "(glossary.md#secret)",
        "(glossary.md#secrt)",
        ": no anchor `#secrt` on `reference/glossary.md`; did you mean `secret`?",
    ),
    (
        "(#docker-buildx-prune)",
        "(#docker-buildx-prun)",
        ": no anchor `#docker-buildx-prun` on any page of the reference",
    ),
]


def test_links_of_the_data_file_are_looked_at_without_a_build_too(copy: Path) -> None:
    """Named chapters and links in running text are checked, and nothing that follows from them is reported too."""
    file = copy / "docs/_data/docker.yml"
    text = file.read_text(encoding="utf-8")
    for old, new, _ in DATA:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "hooks/check.py", "docs"]
    said = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False).stdout
    found = [line for line in said.split("\n") if re.match(r"docs/\S+:\d+:\d+:", line)]
    assert len(found) == len(DATA), said
    for _, _, message in DATA:
        assert any(message in line and line.endswith("[data-link]") for line in found), message
    file.write_text(text.replace("\ncommands:\n", "\ncommands: []\ncommands:\n", 1), encoding="utf-8")
    said = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False).stdout
    assert said.count("[data-duplicate]") == 1
    assert said.count(":1: ") + said.count("[address-gone]") == 1, said


def problems_of(page: Path, copy: Path) -> list[str]:
    """Return what check.py reports for one page."""
    command = [sys.executable, str(copy / "hooks/check.py"), "--format", "github", str(page)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    found = re.findall(r"file=(.*?),line=(\d+),col=(\d+),.*?title=(.*?)::(.*)", done.stdout)
    return [f"{file}:{line}:{column}: {message} [{rule}]" for file, line, column, rule, message in found]


def test_a_file_that_a_page_takes_in_is_there() -> None:
    """A missing file is reported at its line, in a fence or outside one."""
    page = '# A\n\n--8<-- "CONTRIBUTING.md"\n\n```dockerfile\n--8<-- "examples/helo/Dockerfile"\n```\n'
    tree = Tree({"a.md": page}, frozenset(("a.md", "examples/hello/Dockerfile")), taken_in=lambda name: None)
    (problem,) = include.check_in_tree("a.md", "a.md", tree)
    message = "no file `examples/helo/Dockerfile` to include; did you mean `examples/hello/Dockerfile`?"
    assert str(problem) == f"a.md:6:9: {message} [include]"


def _broken(pages: int) -> dict[str, str]:
    """Return pages with links of all kinds that lead nowhere. Half of the pages share one file name."""
    broken = "".join(
        f"[a](gone-{n}/some-pgae-{n}.md) [b](#no-{n}-anchor) [c](../part-{n}/INDEX.md#a) [d](../old-{n}/index.md)\n\n"
        for n in range(10)
    )
    names = (f"part-{n}/{f'some-page-{n}' if n % 2 else 'index'}.md" for n in range(pages))
    return {name: f"# Page {n}\n\n## Anchor of {n}\n\n{broken}" for n, name in enumerate(names)}


@pytest.mark.quiet
def test_four_times_the_pages_take_four_times_as_long() -> None:
    """Suggestions are looked up by file name: comparing with every page would take sixteen times as long."""
    times = []
    for pages in (100, 250, 1000):  # the first run reads what is read only once
        start = time.process_time()
        found = problems(_broken(pages), own=False)
        times.append(time.process_time() - start)
        assert len(found) == 40 * pages
    assert any("; did you mean `../part-1/some-page-1.md`?" in str(one) for one in found)
    assert times[2] / times[1] < 8
