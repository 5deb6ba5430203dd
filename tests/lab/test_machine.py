"""The lab's shells and tools against the real ones: each line of the tables runs in both, and they print the same.

`bash`, GNU's tools and BusyBox are this machine's; if one is missing, its test is skipped. In a table, each paragraph
is a script. Usage texts of the real BusyBox aren't compared.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

HERE = Path(__file__).parent
FILES = {
    "/w/a.txt": "alpha\nbeta\ngamma\n",
    "/w/b.txt": "beta\ndelta\n",
    "/w/n.txt": "10 ten\n9 nine\n100 hundred\n9 nine\n",
    "/w/d/x": "1\n",
    "/w/d/.h": "h\n",
}
TABLES = {"bash": ["shell.txt", "tools.txt"], "busybox": ["shell.txt", "tools.txt"], "dash": ["shell.txt"]}


def scripts(name: str) -> list[str]:
    """Return the scripts of a table."""
    text = (HERE / "lines" / name).read_text(encoding="utf-8")
    return [each.strip("\n") for each in re.split(r"\n{2,}", text) if each.strip()]


def in_lab(folder: Path, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run some jobs in the lab, and return its answers."""
    shutil.copytree(ROOT / "docs/assets/js/lab", folder / "lab", dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}')
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    command = ["node", str(HERE / "machine.mjs"), str(folder / "lab")]
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def in_real(where: str, script: str, folder: Path) -> dict[str, Any]:
    """Run a script in the real shell, in a folder with the same files, and return what it printed."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in FILES.items():
        target = folder / path.removeprefix("/w/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    applets = folder.parent / "applets"
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/root"}
    if where == "busybox":
        if not applets.exists():
            applets.mkdir()
            subprocess.run(["busybox", "--install", "-s", str(applets)], check=True)
        environment["PATH"] = str(applets)
    shell = str(applets / "sh") if where == "busybox" else where
    done = subprocess.run(
        [shell, "-c", script],
        executable=shutil.which(shell),
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=20,
    )

    def clean(said: bytes) -> str:
        return said.decode("utf-8", "replace").replace(str(folder), "/w").replace(str(applets), "/bin")

    code = done.returncode if done.returncode >= 0 else 128 - done.returncode
    return {"stdout": clean(done.stdout), "stderr": clean(done.stderr), "code": code}


def masked(said: dict[str, Any]) -> tuple[str, str, int]:
    """Return what is compared, without what naturally differs: process numbers, and a shell's own name."""
    stderr = re.sub(r"^(/bin/|/usr/bin/)?(sh|bash|dash): ", "sh: ", said["stderr"], flags=re.M)
    stderr = re.sub(r"line \d+: +\d+ ", "line N: PID ", stderr)
    stderr = re.sub(r"BusyBox v[\s\S]*", "", stderr)
    return said["stdout"], stderr, said["code"]


@pytest.mark.parametrize("where", TABLES)
def test_same_as_real(where: str, tmp_path: Path) -> None:
    if not shutil.which(where):
        pytest.skip(f"no {where} here")
    jobs = [script for name in TABLES[where] for script in scripts(name)]
    said = in_lab(tmp_path, [{"in": where, "line": script, "files": FILES} for script in jobs])
    differ = []
    for script, ours in zip(jobs, said, strict=True):
        assert not ours["faults"], (script, ours["faults"])
        real = in_real(where, script, tmp_path / "w")
        if masked(ours) != masked(real):
            differ.append(f"$ {script}\n  real {masked(real)}\n  lab  {masked(ours)}")
    assert not differ, f"{len(differ)} of {len(jobs)}\n" + "\n".join(differ)


INTERRUPTED = {
    "a program": ("sleep 100", "130\n"),
    "a pipe": ("sleep 100 | cat", "130\n"),
    "a loop, and what follows it": ("while true; do sleep 1; done; echo no", "130\n"),
    "what it has printed stays": ("echo a; sleep 100; echo b", "a\n130\n"),
}


@pytest.mark.parametrize("name", INTERRUPTED)
def test_ctrl_c_ends_what_runs(name: str, tmp_path: Path) -> None:
    line, stdout = INTERRUPTED[name]
    (said,) = in_lab(tmp_path, [{"ask": "interrupt", "line": line, "after": 5500, "then": "echo $?"}])
    assert said == {"code": 130, "stdout": stdout}


def test_no_line_breaks_the_machine(tmp_path: Path) -> None:
    (said,) = in_lab(tmp_path, [{"ask": "fuzz", "seed": 29, "count": 2000}])
    assert said["faults"] == []
