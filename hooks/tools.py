"""Install and run the project's tools on any system, for the Makefile. Needs nothing but Python.

`tools.py install STAMP FILE…` sets up the environment with the packages that the files pin, and touches the stamp.
`tools.py run PROGRAM…` runs a tool. If this machine lacks it, only its own check is left out, and a line says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VENV = Path(".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE = Path("node_modules/.bin")
LACKING = {
    "actionlint": "workflows are checked only by zizmor and their schema",
    "cspell": "the dictionary is asked in CI only; with Node.js it is here after `npm ci`",
    "hadolint": "Dockerfiles are checked only by our own rules",
    "zizmor": "workflows are checked only by actionlint and their schema",
}
_LIBRARIES = "libexpat1 libglib2.0-0 libxext6 libxrender1"
DRAWING = f"drawing needs libraries that are missing here; on Debian: apt install {_LIBRARIES}"
_NO_WHEEL = re.compile(r"No matching distribution found for ([\w.-]+)==")


def main(arguments: list[str]) -> int:
    """Install the tools, or run one. Exit code 2: wrong usage."""
    if arguments[:1] == ["install"] and len(arguments) > 2:
        return install(Path(arguments[1]), arguments[2:])
    if arguments[:1] == ["run"] and len(arguments) > 1:
        return run(arguments[1], arguments[2:])
    print("usage: tools.py install STAMP FILE… | tools.py run PROGRAM…", file=sys.stderr)
    return 2


def install(stamp: Path, files: list[str]) -> int:
    """Make the environment if there is none, and install what the files pin. Return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence, not a traceback
        print("needs Python 3.11 or newer; say which: make PYTHON=python3.12 serve", file=sys.stderr)
        return 1
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    if not python.exists() and subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        print("the venv module is missing; on Debian: apt install python3-venv", file=sys.stderr)
        return 1
    for file in files:
        if status := _pinned(python, Path(file).read_text(encoding="utf-8")):
            return status
    if subprocess.run([str(python), "-c", "import pygraphviz"], capture_output=True, check=False).returncode:
        print(DRAWING, file=sys.stderr)
        return 1
    if not (npm := shutil.which("npm")):
        print("no npm: the site will have no search, and the tests that need axe or Lighthouse will be skipped")
    else:
        omitted = ["--omit=dev"] if files == ["requirements.txt"] else []
        if status := subprocess.run([npm, "ci", *omitted, "--loglevel=error"], check=False).returncode:
            return status
    stamp.touch()
    return 0


def _pinned(python: Path, text: str) -> int:
    """Install pinned packages with their hashes, never from source. Return the exit code of pip.

    A package without a wheel for this machine is left out, and a line says so.
    """
    while True:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "requirements.txt")
            file.write_text(text, encoding="utf-8")
            command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
            done = subprocess.run([*command, "-r", str(file)], stderr=subprocess.PIPE, text=True, check=False)
        missing = _NO_WHEEL.search(done.stderr)
        if not missing or without(text, missing[1]) == text:
            sys.stderr.write(done.stderr)
            return done.returncode
        print(f"{missing[1]} has no wheel for this machine: what needs it is left out")
        text = without(text, missing[1])


def without(text: str, name: str) -> str:
    """Return the text of a requirements file without one package and its hashes."""
    return re.sub(rf"^{re.escape(name)}==.*\n(?:[ \t].*\n)*", "", text, flags=re.MULTILINE)


def run(program: str, arguments: list[str]) -> int:
    """Run a tool from the environment, from Node.js or from the system, in that order. Return its exit code.

    A missing tool is no failure: the exit code is 0.
    """
    path = os.pathsep.join([str(BIN.absolute()), str(NODE.absolute()), os.environ.get("PATH", "")])
    found = shutil.which(program, path=path)
    if not found:
        print(f"no {program} here: {LACKING.get(program, 'its check is left out')}")
        return 0
    return subprocess.run([found, *arguments], env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
