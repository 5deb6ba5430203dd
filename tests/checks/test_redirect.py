"""Published addresses keep working: a lost page or heading is reported, and redirects work without JavaScript."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checks.harness import project
from conftest import ROOT
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.released import recorded
from dockernotes.checks.rules.redirect import RECORD, REDIRECTS, faults, redirects

PAGES = {"new.md": "# New\n\n## Layers\n\n## Names\n", "index.md": "# Home\n\n[new](new.md)\n"}
LOST = "the page `old.md` was published, but it's gone; say in `_data/redirects.yml` where it leads now"

CASES = [
    ("", "new.md\nnew.md#layers\n", []),
    ("", "old.md\nold.md#a\nold.md#b\n", [f"record:1:1: {LOST} [address-gone]"]),
    (
        "",
        "# head\nnew.md#layer\n",
        [
            "record:2:1: the heading `#layer` of `new.md` was published, but it's gone; say in `_data/redirects.yml` "
            "where it leads now; did you mean `layers`? [address-gone]"
        ],
    ),
    ("old.md: new.md\nnew.md#layer: new.md#layers\n", "old.md\nold.md#a\nnew.md#layer\n", []),
    ("old.md: nwe.md\n", "old.md\n", ["led:1:9: no page `nwe.md`; did you mean `new.md`? [redirect]"]),
    ("old.md: new.md#leyers\n", "", ["led:1:9: `new.md` has no anchor `leyers`; did you mean `layers`? [redirect]"]),
    ("new.md: index.md\n", "", ["led:1:1: `new.md` still exists, so it needs no redirect [redirect]"]),
    (
        "/old/: new.md\n",
        "",
        ["led:1:1: `/old/` isn't a page or heading such as `course/03-vms.md#exercise` [redirect]"],
    ),
    # MkDocs writes a page at each address, so only where one of ours may have been.
    *(
        (
            f"{old}: new.md\n",
            "",
            [f"led:1:1: `{old}` isn't a page or heading such as `course/03-vms.md#exercise` [redirect]"],
        )
        for old in ("../../up.md", "/tmp/abs.md", "a/../../up.md", ".hidden.md", "C:\\\\a.md", "a\\\\..\\\\b.md")
    ),
    ("new/index.md: index.md\n", "", ["led:1:1: `new/index.md` still exists, so it needs no redirect [redirect]"]),
    ("old.md: 1\n", "", ["led:1:9: `old.md` doesn't lead to an address [redirect]"]),
    ("- a\n", "", ["led:1:1: not a list of `old address: new address` [redirect]"]),
    ("a: b: c\n", "", ['led:1:5: not YAML: a text with `: ` in it needs quotes: `"b: c"` [data-yaml]']),
]


@pytest.mark.parametrize(("led", "record", "expected"), CASES)
def test_what_was_published_is_kept(led: str, record: str, expected: list[str]) -> None:
    tree = Tree(PAGES, frozenset(PAGES))
    document = redirects(led.encode(), "led")[1]
    assert [str(problem) for problem in faults(tree, ("record", record), document)] == expected


def test_the_record_keeps_what_leads_on(tmp_path: Path) -> None:
    """A redirect that is removed later is a lost address as well."""
    (tmp_path / "_data").mkdir()
    shutil.copy(project().file, tmp_path / "_data")
    (tmp_path / REDIRECTS).write_text("old.md: new.md\n")
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)
    lines = recorded(tmp_path).splitlines()
    assert {"old.md", "new.md", "new.md#layers", "index.md#home"} <= set(lines)


def test_old_addresses_work_on_the_built_site(tmp_path: Path) -> None:
    """A renamed page, a renamed heading and one that moved to another page, in a copy of this project."""
    for name in ("hooks", "overrides", "mkdocs.yml", "CONTRIBUTING.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs", symlinks=True)
    led = tmp_path / "docs" / REDIRECTS
    led.write_text(
        "course/old.md: course/03-vms.md#exercise\n"
        "course/03-vms.md#old: course/03-vms.md#exercise\n"
        "course/03-vms.md#gone: beyond/10-data.md\n"
    )
    record = tmp_path / "docs" / RECORD
    record.write_text("course/old.md\ncourse/03-vms.md#old\ncourse/03-vms.md#gone\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/notes/"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    old = (tmp_path / "site/course/old/index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../03-vms/#exercise">' in old
    assert '<link rel="canonical" href="https://example.org/notes/course/03-vms/#exercise">' in old
    page = (tmp_path / "site/course/03-vms/index.html").read_text()
    assert '<span id="old"></span><h2 id="exercise">' in page
    assert '<p class="dn-moved" id="gone">' in page
    assert 'href="../../beyond/10-data/"' in page.split('id="gone"')[1].split("</p>")[0]
    record.write_text("course/04-instal.md\n")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"docs/{RECORD}:1:1: the page `course/04-instal.md` was published, but it's gone" in done.stderr
    led.write_text(f"../../outside-the-site.md: index.md\n{tmp_path}/abs.md: index.md\nreference.md: index.md\n")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not [
        *tmp_path.rglob("outside-the-site*"),
        *tmp_path.parent.glob("outside-the-site*"),
        *tmp_path.glob("abs*"),
    ]
    assert "refresh" not in (tmp_path / "site/reference/index.html").read_text()
