"""`make bench`: what the checks and macros cost, as ratios within one run, in seconds of CPU time.

Printed as a Markdown table. Exit code 1: a figure is beyond its limit.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from dockernotes.checks.reading.project import Project  # noqa: E402

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
COMMANDS = ["docker run -d --name web -p 8080:80 nginx", "docker ps -a", "docker logs --tail 5 web", "docker rm -f web"]


def cpu(command: list[str], folder: Path, *, also: tuple[int, ...] = ()) -> tuple[float, int]:
    """Return the CPU seconds of a command and its children, and the memory of the largest, in MB."""
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.execvpe(command[0], command, os.environ | ENVIRONMENT)
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, *also):
        raise SystemExit(f"`{' '.join(command)}` failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def best(command: list[str], folder: Path, times: int = 5) -> float:
    """Return the least of several runs: what the machine does besides only adds."""
    return min(cpu(command, folder)[0] for _ in range(times))


def pages(folder: Path, count: int, snippets: int) -> None:
    """Write pages with links and snippets, all different, twenty to a section."""
    pick = random.Random(1)
    for number in range(count):
        section = folder / f"part-{number // 20}"
        section.mkdir(parents=True, exist_ok=True)
        near = f"page-{number - number % 20 + pick.randrange(20)}.md"
        parts = [f"---\ntitle: Page {number}\n---\n\n# Page {number}\n\nSee [another]({near}#part-1).\n"]
        for part in range(snippets):
            command = pick.choice(COMMANDS).replace("web", f"web{pick.randrange(999)}")
            parts.append(f"## Part {part}\n\nSome words about [the course](../index.md) and `code`.\n")
            parts.append(f"```console\n$ {command}\n```\n")
        (section / f"page-{number}.md").write_text("\n".join(parts), encoding="utf-8")
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")


def generated(folder: Path, count: int, *, ours: bool) -> Path:
    """Make a site of generated pages: with all of this site's settings, or plain Material's."""
    folder.mkdir()
    if ours:
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        settings = re.sub(r"^nav:\n(?:  .*\n)+", "", settings, flags=re.MULTILINE)
        for name in ("overrides", "hooks"):
            (folder / name).symlink_to(ROOT / name)
        for name in ("_data", "assets"):
            shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
    else:
        settings = "site_name: x\nsite_url: https://example.org/\ntheme: material\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    pages(folder / "docs", count, 6)
    return folder


# What hooks/check.py does for the pages besides checking: it hands them the data file.
LOADER = """
from pathlib import Path
from dockernotes.catalog.lookup import Index
from dockernotes.catalog.load import load
from dockernotes.pages.site import SITE

def on_config(config):
    catalog, document, _ = load(Path(config.docs_dir, "_data/docker.yml").read_bytes(), "docker.yml")
    SITE.renew(Index(catalog), SITE.urls)
    SITE.data = document.data
    return config

def on_files(files, config):
    SITE.renew(SITE.index, {file.src_uri: file.url for file in files})
    return files
"""


def copied(folder: Path) -> Path:
    """Return a copy of this site, which may be edited."""
    folder.mkdir()
    for name in ("docs", "overrides", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CONTRIBUTING.md", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def filled(folder: Path, *, ours: bool) -> Path:
    """Return a copy of this site with its macros filled in: no checks, no macros, nor (`ours` is false) any hook."""
    copied(folder)
    project = Project(ROOT / "docs")
    for file in (folder / "docs").rglob("*.md"):
        file.write_text(project.expand(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "hooks/check.py").write_text(LOADER if ours else "", encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^  - macros:\n(?:      .*\n)+|^  - hooks/macros.py.*\n", "", settings, flags=re.MULTILINE)
    if not ours:
        settings = re.sub(r"^hooks:\n(?:  .*\n)+|^watch:.*\n", "", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


def rebuild(folder: Path) -> float:
    """Return the CPU seconds of a build after an edit of one page, in the process that has built the site before.

    That is what `mkdocs serve` does: the least of several, each after another edit.
    """
    script = (
        "import logging, tempfile, time\n"
        "from mkdocs.commands.build import build\n"
        "from mkdocs.config import load_config\n"
        "logging.disable(logging.CRITICAL)\n"
        "config = load_config('mkdocs.yml', site_dir=tempfile.mkdtemp())\n"
        "times = []\n"
        "for number in range(6):\n"
        "    with open('docs/course/03-vms.md', 'a') as page:\n"
        "        page.write(f'\\nAn edit, number {number}.\\n')\n"
        "    config.plugins.on_startup(command='serve', dirty=False) if not times else None\n"
        "    start = time.process_time()\n"
        "    build(config)\n"
        "    times.append(time.process_time() - start)\n"
        "print(min(times[1:]))\n"
    )
    environment = os.environ | ENVIRONMENT
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def main() -> int:
    """Measure and print."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
    rows: list[tuple[str, str, str, bool]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, rest = filled(folder / "plain", ours=False), filled(folder / "rest", ours=True)
        whole, least = best([*mkdocs, str(folder / "a")], ROOT), best([*mkdocs, str(folder / "b")], rest)
        share = whole / least - 1
        rows.append(("checks and macros, on top of a build", f"{share:.0%} of {least:.1f} s", "15 %", share <= 0.15))
        material = best([*mkdocs, str(folder / "c")], bare)
        rows.append(("a build, to plain Material's", f"{whole / material:.2f} times ({whole:.1f} s)", "", True))
        again, plainly = rebuild(copied(folder / "edited")), rebuild(bare)
        ratio = again / plainly
        shown = f"{ratio:.2f} times ({again:.1f} s)"
        rows.append(("rebuild after an edit, to plain Material's", shown, "1.5 times", ratio < 1.5))

        for ours in (True, False):
            sites = [generated(folder / f"{ours}{count}", count, ours=ours) for count in (200, 1000)]
            small, large = (cpu([*mkdocs, str(place / "site")], place)[0] for place in sites)
            whose = "this site's settings" if ours else "plain Material"
            growth = large / small
            shown = f"{growth:.1f} times ({small:.1f} s, {large:.1f} s)"
            rows.append((f"{whose}, 1,000 pages to 200", shown, "6 times" if ours else "", not ours or growth <= 6))

        seconds, memory = cpu([sys.executable, str(ROOT / "hooks/check.py"), str(folder / "False1000/docs")], ROOT)
        rows.append(("check.py, 1,000 pages, 6,000 snippets", f"{seconds:.1f} s", "5 s", seconds < 5))
        rows.append(("its memory", f"{memory} MB", "300 MB", memory < 300))
    print("| What | Measured | Limit |\n| --- | --- | --- |")
    for what, measured, limit, good in rows:
        print(f"| {what} | {measured}{'' if good else ' (beyond)'} | {limit} |")
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    raise SystemExit(main())
