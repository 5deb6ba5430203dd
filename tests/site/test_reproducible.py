"""The site built twice, in two folders, years apart, by machines that differ in much, is the same byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PUBLISHED, ROOT
from site_files import difference, files

# The same command, with a clock that shows 2038.
LATER = """
import datetime, time_machine
time_machine.travel(datetime.datetime(2038, 2, 28, 23, 30, tzinfo=datetime.timezone.utc)).start()
from mkdocs.__main__ import cli
cli()
"""
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "HOME": "/nonexistent", "USER": "other"}


def test_the_build_is_reproducible(site: Path, tmp_path: Path) -> None:
    sources = tmp_path / "another folder"
    for name in ("docs", "hooks", "overrides"):
        # `copyfile`: new files, with the current time, in any order that the file system likes.
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, sources / name, ignore=ignored, copy_function=shutil.copyfile)
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copyfile(ROOT / name, sources / name)
    if (ROOT / "node_modules").exists():  # what the pages take from npm
        (sources / "node_modules").symlink_to(ROOT / "node_modules")
    command = [sys.executable, "-c", LATER, "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | PUBLISHED | ELSEWHERE
    done = subprocess.run(command, cwd=sources, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = files(site), files(tmp_path / "site")
    assert sorted(first) == sorted(second)
    if different := [text for name in first if (text := difference(name, first[name], second[name]))]:
        pytest.fail("\n".join(different[:20]), pytrace=False)
