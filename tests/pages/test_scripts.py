"""Scripts are bundled if npm's packages are installed, and otherwise stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.pages.scripts import FOLDER, LICENSES, WHOLE, bundle

DOCS = ROOT / "docs"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(DOCS / FOLDER, tmp_path / FOLDER)
    return tmp_path


@pytest.mark.npm
@pytest.mark.node
def test_few_files_and_their_licenses(site: Path) -> None:
    assert bundle(DOCS, site, ROOT / "node_modules") is None
    names = sorted(file.name for file in (site / FOLDER).iterdir())
    assert "page.js" in names
    assert "explain.js" not in names
    assert len(names) < 20
    first = (site / FOLDER / "page.js").read_text(encoding="utf-8")
    assert "import(" in first
    assert 'from"' not in first
    licenses = (site / FOLDER / LICENSES).read_text(encoding="utf-8")
    for package in ("yaml", "@cfworker/json-schema", "dockerfile-ast", "dockerfile-utils"):
        assert f"{package}\n\n" in licenses


@pytest.mark.npm
@pytest.mark.node
def test_the_lab_has_what_pages_ask_for_and_its_worker_in_one_piece(site: Path) -> None:
    assert bundle(DOCS, site, ROOT / "node_modules") is None
    names = {file.name for file in (site / "assets/js/lab").iterdir()}
    assert {"practise.js", "tryit.js", "worker.js", "whole.js", LICENSES} <= names
    assert not names & {"session.js", "engine"}
    assert "import(" not in (site / WHOLE).read_text(encoding="utf-8").replace("__import(", "")


@pytest.mark.npm
@pytest.mark.node
def test_twice_the_same(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    for folder in (site, other):
        assert bundle(DOCS, folder, ROOT / "node_modules") is None
    made, again = ({f.name: f.read_bytes() for f in (each / FOLDER).iterdir()} for each in (site, other))
    assert made == again


def test_without_esbuild_nothing_changes(site: Path, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in (site / FOLDER).iterdir()}
    assert bundle(DOCS, site, tmp_path / "nowhere") is None
    assert {file.name: file.read_bytes() for file in (site / FOLDER).iterdir()} == before


def test_what_esbuild_refuses_is_told(site: Path, tmp_path: Path) -> None:
    program = tmp_path / "modules/.bin/esbuild"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho 'no such file' >&2\nexit 1\n")
    program.chmod(0o755)
    assert bundle(DOCS, site, tmp_path / "modules") == "esbuild gave up: no such file"
