"""`make builder BUILDER=zensical`: build this site with another builder, and report in Markdown how far it got.

The result is compared with MkDocs' site from the same pages. Exit code 1: it gave up, or a page reads differently.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks")]

from dockernotes.changes.built import Site  # noqa: E402

# The command for each builder, run in a copy of the project; all put the site into the same folder.
COMMANDS = {
    "mkdocs": ["mkdocs", "build", "--strict", "--site-dir", "site"],
    "properdocs": ["properdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", "site"],
    "zensical": ["zensical", "build", "--config-file", "mkdocs.yml", "--clean"],
}
_PARTS = {
    "terminal sessions": ".dn-session",
    "diagrams": "figure.dn-diagram",
    "tables": "table",
    "questions": ".dn-choices",
}


@dataclass(frozen=True)
class Built:
    """The result of a build: its exit code, the last line it printed, and the site."""

    code: int
    said: str
    site: Site


def install(builder: str, folder: Path) -> Path:
    """Create an environment with this project's tools and the newest version of a builder. Return its `bin`."""
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
    subprocess.run([*pip, "--requirement", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, "--upgrade", builder], check=True)
    return folder / "bin"


def build(builder: str, programs: Path, folder: Path) -> Built:
    """Build the project with a builder, in a copy at `folder`."""
    left = (".git", ".venv", "site", "node_modules")
    shutil.copytree(ROOT, folder, symlinks=True, ignore=lambda at, _: left if Path(at) == ROOT else ())
    command = [str(programs / COMMANDS[builder][0]), *COMMANDS[builder][1:]]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    rows = [row for row in (done.stdout + done.stderr).split("\n") if row.strip()]
    return Built(done.returncode, rows[-1].strip() if rows else "", Site(folder / "site"))


def told(builder: str, reference: Site, built: Built) -> Iterator[str]:
    """Yield the lines of the report. `builder`: its name and version."""
    yield f"| What | MkDocs | {builder} |"
    yield "| --- | --- | --- |"
    yield f"| ends with | 0 | {built.code}{'' if built.code == 0 else ': `' + built.said.replace('`', '') + '`'} |"
    yield f"| pages | {len(reference.pages)} | {len(built.site.pages)} |"
    for what, selector in _PARTS.items():
        counts = [
            sum(len(p.article.css(selector)) for p in s.pages.values() if p.article) for s in (reference, built.site)
        ]
        yield f"| {what} | {counts[0]} | {counts[1]} |"
    yield f"| pages that read the same | {len(reference.pages)} | {len(same(reference, built.site))} |"


def same(reference: Site, other: Site) -> list[str]:
    """Return the pages whose text is the same as in the reference, word for word."""
    return [n for n, page in reference.pages.items() if n in other.pages and other.pages[n].text == page.text]


def main(arguments: list[str]) -> int:
    """Build with MkDocs and with the other builder, and compare. Return the exit code."""
    if len(arguments) != 1 or arguments[0] not in ("properdocs", "zensical"):
        print("usage: builder.py properdocs|zensical", file=sys.stderr)
        return 2
    builder = arguments[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = install(builder, ROOT / ".venv" / builder)
        asked = ["from importlib.metadata import version; import sys; print(version(sys.argv[1]))", builder]
        shown = subprocess.check_output([programs / "python", "-c", *asked], text=True).strip()
        reference = build("mkdocs", programs, folder / "mkdocs")
        built = build(builder, programs, folder / builder)
        print("\n".join(told(f"{builder} {shown}", reference.site, built)))
        return 0 if built.code == 0 and len(same(reference.site, built.site)) == len(reference.site.pages) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
