"""Bundle the scripts that explain commands and run the practice terminal, with what they need from npm, into a few
files; and strip the comments from the style sheets.

esbuild does this when the site is built. Without it, the modules stay as they are, and browsers load them one by one;
whatever needs a library then says that it is missing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from dockernotes.records import Records

FOLDER = "assets/js/explain"
ENTRIES = {FOLDER: ("page.js",), "assets/js/lab": ("practise.js", "tryit.js", "worker.js")}
"""The folders of modules, each with the modules that a page loads."""
STYLES = "assets/css"
WHOLE = "assets/js/lab/whole.js"
"""The worker as one script, for the zip: opened from a disk, a script can't import another."""
LICENSES = "LICENSES.txt"
_SHARED = (
    "--bundle",
    "--preserve-symlinks",  # the hashes in the files' names depend on the paths of their modules
    "--minify",
    "--target=es2022",
    "--log-level=error",
)
_NAMES = ("license", "license.md", "license.txt")


def bundle(
    docs: Path, site: Path, modules: Path, records: Records | None = None, made_from: tuple[str, ...] = ()
) -> str | None:
    """Bundle the scripts of a built site. Return what went wrong, or None; without esbuild it does nothing.

    `records`: where bundles are kept, by `made_from` (the site's files and our code) and by what npm installed.
    """
    program = shutil.which("esbuild", path=str(modules / ".bin"))
    installed = modules / ".package-lock.json"
    if program is None:
        return None
    if records is None or not installed.is_file():
        return _made(program, docs, site, modules)
    name = records.name("scripts", (*made_from, installed.read_bytes()))
    found = records.find(name)
    if isinstance(found, dict):
        for folder in ENTRIES:
            shutil.rmtree(site / folder, ignore_errors=True)
        for file, text in found.items():
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).write_text(text, encoding="utf-8", newline="")
        return None
    problem = _made(program, docs, site, modules)
    if problem is None:
        folders = (*ENTRIES, STYLES)
        files = [file for folder in folders for file in sorted((site / folder).rglob("*")) if file.is_file()]
        records.keep(name, {file.relative_to(site).as_posix(): file.read_bytes().decode() for file in files})
    return problem


def _made(program: str, docs: Path, site: Path, modules: Path) -> str | None:
    # esbuild reads from `docs`, so what one folder imports from another is still there as it was written.
    for folder, entries in ENTRIES.items():
        if (docs / folder / entries[0]).is_file() and (
            problem := _bundle(program, docs, site, modules, folder, entries)
        ):
            return problem
    worker = docs / "assets/js/lab/worker.js"
    if worker.is_file():
        problem = _run([program, str(worker), *_SHARED, "--format=iife", f"--outfile={site / WHOLE}"], docs)
        if problem:
            return problem
    styles = [str(file) for file in sorted((docs / STYLES).glob("*.css"))]
    # Only blanks and comments are removed: declarations stay as their author wrote them.
    made = [program, *styles, "--minify-whitespace", f"--outdir={site / STYLES}", "--log-level=error"]
    return _run([*made, "--allow-overwrite"], docs) if styles else None


def _bundle(program: str, docs: Path, site: Path, modules: Path, name: str, entries: Sequence[str]) -> str | None:
    folder, notes = site / name, site / name / "meta.json"
    made = [
        program,
        *(f"{docs.name}/{name}/{entry}" for entry in entries if (docs / name / entry).is_file()),
        *_SHARED,
        "--splitting",
        "--format=esm",
        "--chunk-names=[name]-[hash]",
        f"--outdir={folder}",
        f"--metafile={notes}",
        "--allow-overwrite",
    ]
    if problem := _run(made, docs):
        return problem
    found = json.loads(notes.read_text(encoding="utf-8"))
    notes.unlink()
    written = {Path(name).name for name in found["outputs"]}
    for file in folder.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name not in written:
            file.unlink()
    licenses = "\n\n".join(_licenses(found["inputs"], modules))
    (folder / LICENSES).write_text(licenses, encoding="utf-8", newline="\n")
    return None


def _run(command: Sequence[str], docs: Path) -> str | None:
    try:
        done = subprocess.run(command, cwd=docs.parent, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        return f"esbuild can't be run: {error}"
    return f"esbuild gave up: {' '.join(done.stderr.split())[:300]}" if done.returncode else None


def _licenses(inputs: Iterable[str], modules: Path) -> list[str]:
    """Return the license of each bundled package: every one requires a copy of it."""
    packages = set[str]()
    for name in inputs:
        _, inside, path = name.rpartition("node_modules/")
        if inside:
            parts = path.split("/")
            packages.add("/".join(parts[: 2 if path.startswith("@") else 1]))
    texts = []
    for package in sorted(packages):
        files = [file for file in sorted((modules / package).iterdir()) if file.name.lower() in _NAMES]
        said = [file.read_text(encoding="utf-8").strip() for file in files]
        if not said:
            notes = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
            said = [f"Licensed under {notes.get('license')}; the package brings no text of it."]
        texts.append(f"{package}\n\n" + "\n".join(said))
    return texts
