"""`make bench`: measure what building costs, as ratios of CPU seconds within one run, each the median of three.

The result is a Markdown table. Exit code 1: a figure is beyond its limit. `bench.py NAME…` measures only some parts.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from dockernotes.checks.reading.project import Project  # noqa: E402

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
COMMANDS = ["docker run -d --name web -p 8080:80 nginx", "docker ps -a", "docker logs --tail 5 web", "docker rm -f web"]
ZENSICAL = "0.0.73"
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
RUNS = 3


class Row(NamedTuple):
    """A line of the table. `limit`: the most that it may be; None if it is only reported."""

    what: str
    measured: float
    unit: str
    limit: float | None
    how: str = ""

    def __str__(self) -> str:
        beyond = " (beyond)" if self.is_beyond else ""
        limit = "" if self.limit is None else f"{self.limit:g}{self.unit}"
        return f"| {self.what} | {self.measured:.2f}{self.unit}{beyond} | {limit} | {self.how} |"

    @property
    def is_beyond(self) -> bool:
        return self.limit is not None and self.measured > self.limit


def cpu(command: list[str], folder: Path) -> tuple[float, int]:
    """Return the CPU seconds of a command and its children, and the memory of the largest, in MB."""
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.execvpe(command[0], command, os.environ | ENVIRONMENT)
    _, status, usage = os.wait4(pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"`{' '.join(command)}` failed: {code}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def medians(*ways: Callable[[], float]) -> list[float]:
    """Return the median cost of each of several ways. They take turns, so that a busy machine slows all of them."""
    rounds = [[way() for way in ways] for _ in range(RUNS)]
    return [statistics.median(costs) for costs in zip(*rounds, strict=True)]


def copied(folder: Path) -> Path:
    """Return a copy of this site, which may be edited and has no cache yet."""
    folder.mkdir()
    for name in ("docs", "overrides", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CONTRIBUTING.md", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return folder


def filled(folder: Path) -> Path:
    """Return a copy of this site with its macros filled in, set up for plain Material with its own search."""
    copied(folder)
    project = Project(ROOT / "docs")
    for file in (folder / "docs").rglob("*.md"):
        file.write_text(project.expand(file.read_text(encoding="utf-8")), encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^plugins:\n(?:  .*\n|    .*\n)+", "plugins: [search]\n", settings, flags=re.MULTILINE)
    settings = re.sub(r"^hooks:\n(?:  .*\n)+|^watch:.*\n", "", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


def builds(folder: Path) -> Iterator[Row]:
    """Yield what a whole build costs: a strict one of this site, compared with other builders on the same pages."""
    ours, stock = copied(folder / "ours"), filled(folder / "stock")
    zensical, site = _zensical(folder), str(folder / "site")

    def build() -> float:
        return cpu([*MKDOCS, site, "--strict"], ours)[0]

    def cold() -> float:
        shutil.rmtree(ours / ".cache", ignore_errors=True)
        return build()

    def drawn() -> float:
        shutil.rmtree(ours / ".cache/pages")
        return build()

    def edited() -> float:
        _edit(ours)
        return build()

    def theirs() -> float:
        return cpu([*MKDOCS, site], stock)[0]

    def another() -> float:
        shutil.rmtree(stock / ".cache", ignore_errors=True)
        return cpu([zensical, "build"], stock)[0] if zensical else 0.0

    material, nothing, pictures, warm, page, rust = medians(theirs, cold, drawn, build, edited, another)
    said = f"of {material:.1f} s"
    yield Row("strict build, nothing kept, to stock Material", nothing / material, "", 1.2, said)
    yield Row("… cards and layouts of diagrams kept", pictures / material, "", None, said)
    yield Row("… everything kept", warm / material, "", 0.45, said)
    yield Row("… everything kept but for one page, edited", page / material, "", None, said)
    if rust:
        yield Row(f"Zensical {ZENSICAL}, nothing kept, to stock Material", rust / material, "", None, said)


def _edit(site: Path) -> None:
    with (site / "docs/course/03-vms.md").open("a", encoding="utf-8") as page:
        page.write(f"\nAn edit, number {random.random()}.\n")


def _zensical(folder: Path) -> str:
    """Install Zensical in the folder; return its program, or an empty string if that fails."""
    venv.create(folder / "zensical", with_pip=True)
    pip = [str(folder / "zensical/bin/python"), "-m", "pip", "install", "--quiet", f"zensical=={ZENSICAL}"]
    done = subprocess.run(pip, capture_output=True, check=False)
    return "" if done.returncode else str(folder / "zensical/bin/zensical")


SERVE = """
import logging, re, sys, tempfile, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.disable(logging.CRITICAL)
site, what = tempfile.mkdtemp(), sys.argv[1]
page, data = Path('docs/course/03-vms.md'), Path('docs/_data/docker.yml')
def edit(number):
    if what == 'page':
        page.write_text(page.read_text() + f'\\nAn edit, number {number}.\\n')
    else:
        written = data.read_text()
        data.write_text(re.sub(what + r'(?: Number \\d+\\.)?', f'{what} Number {number}.', written, count=1))
        assert data.read_text() != written
times = []
for number in range(4):
    edit(number)
    start = time.process_time()
    config = load_config('mkdocs.yml', site_dir=site)
    if not times:
        config.plugins.on_startup(command='serve', dirty=False)
    config.site_url = 'http://127.0.0.1:8000/'
    build(config, serve_url=config.site_url)
    times.append(time.process_time() - start)
print(sorted(times[1:])[1])
"""
"""What `mkdocs serve` does after an edit: it reads the settings again and builds, in the process that built before.
It prints the median of three."""
ENTRIES = {
    "a command": "Create a container from an image and start it.",
    "an error": "Nothing answers at the address that the client uses.",
    "a word": "It never changes.",
}


def rebuild(site: Path, what: str = "page") -> float:
    """Return the CPU seconds of a rebuild after an edit of one page, or of one of `ENTRIES` in the data file."""
    environment = os.environ | ENVIRONMENT
    done = subprocess.run(
        [sys.executable, "-c", SERVE, what], cwd=site, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.split()[-1])


def serving(folder: Path) -> Iterator[Row]:
    """Yield what a rebuild in `mkdocs serve` costs, compared with stock Material."""
    ours, stock = copied(folder / "ours"), filled(folder / "stock")
    theirs, page = rebuild(stock), rebuild(ours)
    entries = [rebuild(ours, what) for what in ENTRIES.values()]
    said = f"of {theirs:.1f} s"
    yield Row("rebuild after an edit of a page, to stock Material's", page / theirs, "", 0.25, said)
    for name, cost in zip(ENTRIES, entries, strict=True):
        yield Row(f"rebuild after an edit of {name} of docker.yml", cost / theirs, "", 0.5, said)


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
    """Create a site of generated pages, with all of this site's settings or plain Material's. Return its folder."""
    folder.mkdir()
    if ours:
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        settings = re.sub(r"^nav:\n(?:  .*\n)+", "", settings, flags=re.MULTILINE)
        for name in ("overrides", "hooks"):
            (folder / name).symlink_to(ROOT / name)
        for name in ("_data", "assets"):
            shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
        (folder / "docs/examples").mkdir()
    else:
        settings = "site_name: x\nsite_url: https://example.org/\ntheme: material\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    pages(folder / "docs", count, 6)
    return folder


def many(folder: Path) -> Iterator[Row]:
    """Yield what a thousand pages cost, measured only once, since even that takes minutes."""
    costs = {}
    for ours, count in ((True, 200), (True, 1000), (False, 1000)):
        place = generated(folder / f"{ours}{count}", count, ours=ours)
        costs[ours, count] = cpu([*MKDOCS, str(place / "site")], place)[0]
    small, large, plain = costs.values()
    yield Row("1,000 pages, to plain Material", large / plain, "", 1.0, f"{large:.0f} s of {plain:.0f} s")
    yield Row("1,000 pages, to 200", large / small, "", 5, f"{large:.0f} s of {small:.0f} s")
    seconds, memory = cpu([sys.executable, str(ROOT / "hooks/check.py"), str(folder / "False1000/docs")], ROOT)
    yield Row("check.py, 1,000 pages, 6,000 snippets", seconds, " s", 5)
    yield Row("its memory", memory, " MB", 300)


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {"builds": builds, "serving": serving, "many": many}


def main(names: list[str]) -> int:
    """Measure and print the named parts, or all. Return 1 if a figure is beyond its limit, else 0."""
    rows: list[Row] = []
    print("| What | Measured | Limit | Of |\n| --- | --- | --- | --- |")
    for part in names or PARTS:
        with tempfile.TemporaryDirectory() as name:
            for row in PARTS[part](Path(name)):
                print(row, flush=True)
                rows.append(row)
    return int(any(row.is_beyond for row in rows))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    raise SystemExit(main(sys.argv[1:]))
