"""The checker as other projects install it: the wheel in an empty environment, pre-commit's hook, the action."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

UV = Path(sys.executable).with_name("uv")


def uv(*arguments: str) -> None:
    """Run uv. Skip the test if uv fails, as it does without a network, unless nothing may be skipped."""
    done = subprocess.run([str(UV), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("DOCKER_NOTES_ALL"):
        pytest.skip(f"uv needs the network: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it in an empty environment, and return the folder of its programs."""
    folder = tmp_path_factory.mktemp("package")
    uv("build", "--wheel", "--quiet", "--out-dir", str(folder), ".")
    uv("venv", "--quiet", "--python", sys.executable, str(folder / "empty"))
    python = folder / "empty/bin/python"
    uv("pip", "install", "--quiet", "--python", str(python), str(next(folder.glob("*.whl"))))
    return python.parent


FILES = {
    "README.md": "# A\n\n```bash\n$ docker run --ports 80:80 nginx\n```\n\n[b](docs/b.md#two--words) [c](gone.md)\n",
    "docs/b.md": "## Two & words\n",
    "Dockerfile": "FROM alpine:3.22\nEXPOSE 99999\n",
    "compose.yaml": "services:\n  web:\n    image: nginx\n    prots: 80\n",
}
FOUND = [
    "Dockerfile:2:8: `99999`: ports go up to 65535 [dockerfile]",
    "README.md:4:14: unknown flag `--ports` of `docker run`; did you mean `--publish`? [docker-command]",
    "README.md:7:31: `gone.md`: no file `gone.md` [link-page]",
    "compose.yaml:4:5: unknown key `prots`; did you mean `ports`? [compose]",
]


def write(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_the_wheel_checks_a_foreign_tree(installed: Path, tmp_path: Path) -> None:
    write(tmp_path)
    environment = {"PATH": "/usr/bin:/bin"}  # without this project's tools
    done = subprocess.run(
        [installed / "docker-notes-check"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert [line for line in done.stdout.split("\n") if line.endswith("]")] == FOUND
    assert (done.returncode, done.stderr) == (1, "4 files, 4 errors, 0 remarks\n")


def test_the_wheel_needs_no_mkdocs(installed: Path) -> None:
    done = subprocess.run(
        [installed / "python", "-c", "import mkdocs"], cwd=ROOT.parent, capture_output=True, text=True, check=False
    )
    assert "No module named 'mkdocs'" in done.stderr


def test_pre_commit_is_given_what_is_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    files = re.compile(hook["files"])
    names = ("a/README.md", "b.MDX", "Dockerfile", "x/Dockerfile.dev", "app.dockerfile", "compose.yaml")
    assert all(files.search(name) for name in (*names, "docker-compose.prod.yml"))
    assert not any(files.search(name) for name in ("a.py", "config.yaml", "md", "a.md.j2", "notes.txt"))


def test_the_action_hands_on_paths_and_arguments_as_they_are(tmp_path: Path) -> None:
    """A name with a space or a `;` is one argument. A script in place of pipx prints its arguments."""
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][0]
    assert "inputs." not in step["run"]
    pipx = tmp_path / "pipx"
    pipx.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    pipx.chmod(0o755)
    bash = shutil.which("bash")
    assert bash
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "GITHUB_ACTION_PATH": "/action",
        "PATHS": "my docs\n\na;b\n",
        "ARGUMENTS": "--strict",
    }
    done = subprocess.run([bash, "-e", "-c", step["run"]], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:-1] == [
        *("run", "--spec", "/action", "docker-notes-check", "--format", "github", "--strict", "my docs", "a;b"),
    ]
