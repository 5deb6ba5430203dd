"""Whatever is edited, a build that reuses what was kept makes the same site as one without a cache."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from site_files import difference, files

PAGES: tuple[str, ...] = (
    "index",
    "explain",
    "practise",
    "course/index",
    "course/03-vms",
    "course/08-dockerfile",
    "beyond/index",
    "beyond/12-compose",
)
PAGES += ("reference/images", "reference/glossary", "reference/verified", "contributing/index", "contributing/writing")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
Edit = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Edit:
    """Return an edit of one file: the first `old` in it becomes `new`."""

    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def added(name: str, text: str) -> Edit:
    """Return an edit that adds to a file, or creates it."""

    def edit(folder: Path) -> None:
        file = folder / name
        file.write_text((file.read_text(encoding="utf-8") if file.is_file() else "") + text, encoding="utf-8")

    return edit


def removed(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


DATA, NEW = "docs/_data/docker.yml", "docs/course/09-commands.md"
PAGE, STYLE = "docs/course/03-vms.md", "docs/assets/css/site.css"
EDITS: dict[str, tuple[Edit, ...]] = {
    "pages, and what they take in": (
        added(PAGE, "\nMore of an image and `docker run`.\n\n## One more heading\n"),
        added(PAGE, "\n```console\n$ docker run --ports 80:80 nginx\n```\n"),
        added("docs/reference/images.md", "\n[Nowhere](../nowhere.md)\n"),
        replaced("CONTRIBUTING.md", "## Five minutes", "## Ten minutes"),
        added("docs/examples/guestbook/Dockerfile", "\n# More of it.\n"),
    ),
    "a title and a description": (
        replaced(PAGE, "title: ", "title: Other "),
        replaced(PAGE, "description: ", "description: In other words. "),
    ),
    "a new page": (added(NEW, "---\ntitle: Commands\nminutes: 3\n---\n\n# Commands\n\nAn image.\n"),),
    "a page that is gone": (removed(NEW),),
    "a command": (replaced(DATA, "Create a container from an image and start it.", "Make one and start it."),),
    "a word": (replaced(DATA, "A package of files and settings that", "Files and settings which"),),
    "a diagram": (replaced(DATA, "kind: artifact, link: course/08", "kind: store, link: course/08"),),
    "a template and a style": (
        replaced("overrides/partials/copyright.html", "Read offline", "Take it along"),
        added(STYLE, "\n.dn-new { color: red }\n"),
    ),
    "a template that another takes in, and a script": (
        replaced("overrides/partials/course-path.html", "<small>", '<small lang="en">'),
        added("docs/assets/js/lab/practise.js", "\nconsole.log('new');\n"),
    ),
    "the navigation": (replaced("mkdocs.yml", "      - beyond/12-compose.md\n", ""),),
    "its order": (
        replaced(
            "mkdocs.yml",
            "      - course/03-vms.md\n      - course/08-dockerfile.md\n",
            "      - course/08-dockerfile.md\n      - course/03-vms.md\n",
        ),
    ),
    "settings": (
        replaced("mkdocs.yml", "site_name: Docker Notes", "site_name: Notes on Docker"),
        replaced("mkdocs.yml", "permalink_title: Link to", "permalink_title: Address of"),
    ),
    "proofs and old addresses": (
        replaced("docs/_data/verified.json", '"date": "20', '"date": "19'),
        added("docs/_data/redirects.yml", "\ncourse/03-vms.md#older: course/03-vms.md\n"),
    ),
}
HOOKS: dict[str, Edit] = {
    "a hook": replaced("hooks/dockernotes/pages/chapter_top.py", "Commands for", "Say commands for"),
    "another hook": replaced("hooks/dockernotes/lessons/proof_page.py", "commands, and each one parses", "commands"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project with a few of its pages. Each edit is made on top of the ones before."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("hooks", "overrides", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for page in (folder / "docs").rglob("*.md"):
        if page.relative_to(folder / "docs").with_suffix("").as_posix() not in PAGES and "examples" not in page.parts:
            page.unlink()
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    gone = re.compile(r"^ +- (?:[\w ]+: )?([\w/-]+)\.md\n", re.MULTILINE)
    kept = gone.sub(lambda line: line[0] if line[1] in PAGES else "", settings)
    (folder / "mkdocs.yml").write_text(kept, encoding="utf-8")
    shutil.copy(ROOT / "CONTRIBUTING.md", folder)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return folder


class Server:
    """A process that builds the site as `mkdocs serve` does."""

    def __init__(self, project: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/site/rebuild.py")],
            cwd=project,
            env=os.environ | ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def build(self, site: Path) -> dict[str, bytes]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{site}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "built\n"
        return files(site)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[Server]:
    server = Server(project)
    yield server
    server.end()


def built(project: Path, site: Path, **environment: str) -> tuple[dict[str, bytes], str]:
    """Build the project; return the site's files, and the warnings."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    done = subprocess.run(
        command, cwd=project, env=os.environ | ENVIRONMENT | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files(site), "\n".join(line for line in done.stderr.split("\n") if "WARNING" in line)


def afresh(project: Path, folder: Path) -> Path:
    """Return a copy of the project without what earlier builds kept."""
    shutil.copytree(project, folder, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "pages", "site"))
    shutil.copytree(project / "hooks/dockernotes/pages", folder / "hooks/dockernotes/pages", dirs_exist_ok=True)
    assert not (folder / ".cache/pages").exists()
    return folder


def same(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    names = sorted(first.keys() | second.keys())
    found = [difference(name, first.get(name, b""), second.get(name, b"")) for name in names]
    if told := [text for text in found if text]:
        pytest.fail("\n".join(told[:20]), pytrace=False)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_served_as_if_nothing_were_kept(name: str, project: Path, served: Server, tmp_path: Path) -> None:
    if not (project / ".cache/pages").exists():
        served.build(tmp_path / "before")
    for edit in EDITS[name]:
        edit(project)
    after = served.build(tmp_path / "served")
    server = Server(afresh(project, tmp_path / "new"))
    try:
        same(after, server.build(tmp_path / "served afresh"))
    finally:
        server.end()


def test_an_edit_is_built_as_if_nothing_were_kept(project: Path, tmp_path: Path) -> None:
    """The warnings are the same, too, each time."""
    built(project, tmp_path / "before")
    added(PAGE, "\n[Nowhere](../nowhere.md)\n")(project)
    replaced("overrides/partials/copyright.html", "Contribute", "Take part")(project)
    site, said = built(project, tmp_path / "site")
    fresh, told = built(afresh(project, tmp_path / "new"), tmp_path / "fresh")
    same(site, fresh)
    assert said == told
    assert "nowhere.md" in said
    again, repeated = built(project, tmp_path / "again")
    same(again, fresh)
    assert repeated == told


@pytest.mark.parametrize("name", HOOKS)
def test_changed_hooks_build_anew(name: str, project: Path, tmp_path: Path) -> None:
    before, _ = built(project, tmp_path / "before")
    HOOKS[name](project)
    after, _ = built(project, tmp_path / "site")
    assert before != after
    same(after, built(afresh(project, tmp_path / "new"), tmp_path / "fresh")[0])


def test_another_address(project: Path, tmp_path: Path) -> None:
    there = {"SITE_URL": "https://example.org/notes/"}
    built(project, tmp_path / "here")
    new = afresh(project, tmp_path / "new")
    same(built(project, tmp_path / "site", **there)[0], built(new, tmp_path / "fresh", **there)[0])


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "cut off": lambda raw: raw[: len(raw) // 2],
    "changed": lambda raw: raw.replace(b"<p>", b"<b>").replace(b"[]", b"{}"),
    "no JSON": lambda raw: b"\x80\x04\x95" + os.urandom(64),
    "of another": lambda raw: raw.partition(b"\n")[0] + b"\n{}",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_cache_is_passed_over(how: str, project: Path, tmp_path: Path) -> None:
    before, _ = built(project, tmp_path / "before")
    for file in (project / ".cache/pages").iterdir():
        file.write_bytes(SPOILT[how](file.read_bytes()))
    same(built(project, tmp_path / "site")[0], before)


def test_a_file_under_another_name_is_passed_over(project: Path, tmp_path: Path) -> None:
    """The file is whole and well-formed, but belongs to another page."""
    before, _ = built(project, tmp_path / "before")
    for kind in ("page", "output"):
        kept = sorted((project / ".cache/pages").glob(f"{kind}-*"))
        contents = [file.read_bytes() for file in kept]
        for file, content in zip(kept, [*contents[1:], contents[0]], strict=True):
            file.write_bytes(content)
    same(built(project, tmp_path / "site")[0], before)
