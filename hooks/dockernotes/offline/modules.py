"""Put a page with several scripts into one file: from a disk, browsers let no script import another or fetch data.

So the copy in the zip contains all of it. An import map names each script. In the scripts, only the names by which they
import each other change.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from dockernotes.pages.policy import hash_of
from dockernotes.pages.scripts import WHOLE

PAGES = {"explain/index.html": "explain", "practise/index.html": "lab", "reference/errors/index.html": "errors"}
"""Each with the folder of its scripts."""
FIRST = {"lab": "practise"}
"""The script that a folder's page starts with, if that is not `page`."""
SCRIPTS = "assets/js/{}/"
DATA = {
    "explain": ("assets/explain.json", "assets/explain-files.json"),
    "lab": ("assets/explain.json", "assets/lab.json", "assets/lab/tasks.json"),
}
"""What the scripts of a folder fetch."""
# Imports as they are written, and as esbuild shortens them.
_IMPORT = re.compile(r'\b(from|import)(\s*\(?\s*)"\./([\w-]+)\.js"')
_FETCHED = 'link[rel=modulepreload], link[rel=preload][as=fetch], script[type=module], script[src$="/finder.js"]'
_POLICY = "meta[http-equiv=Content-Security-Policy]"


def carried(html: str, name: str, site: Path, file_of: Callable[[str], str]) -> str:
    """Return the page `name` with its scripts and its data inside. `file_of`: returns the file an address leads to.

    Raises ValueError if the page has no policy.
    """
    page, folder = LexborHTMLParser(html), PAGES[name]
    policy = page.css_first(_POLICY)
    if policy is None or page.root is None:
        raise ValueError(f"{name} is no page of this site")
    for node in page.css(_FETCHED):
        node.decompose()
    first = FIRST.get(folder, "page")
    paths = _reached(site / SCRIPTS.format(folder), first)
    names = _inline(json.dumps({"imports": {f"{folder}/{path.stem}": _address(path, folder) for path in paths}}))
    start = f'import "{folder}/{first}";'
    sources = f"script-src data: {hash_of(names)} {hash_of(start)}"
    said = (policy.attributes.get("content") or "").replace("script-src", sources, 1)
    worker = site / WHOLE if folder == "lab" else None
    if worker:
        # Its Worker is made from a text, so the page's policy applies to it. It runs what readers write for Node.js.
        said = said.replace("script-src", "script-src 'unsafe-eval'", 1).replace("worker-src", "worker-src blob:", 1)
    policy.attrs["content"] = said
    inside = [
        f'<script type="importmap">{names}</script>',
        *(_known(site / file, file_of) for file in DATA.get(folder, ())),
    ]
    if worker and worker.is_file():
        text = worker.read_text(encoding="utf-8").replace("</script", "<\\/script").replace("<!--", "<\\!--")
        inside.append(f'<script type="text/plain" id="lab-worker">{text}</script>')
    inside.append(f'<script type="module">{start}</script>')
    return "<!doctype html>\n" + (page.root.html or "").replace("</body>", f"{''.join(inside)}</body>", 1)


def _reached(folder: Path, first: str) -> list[Path]:
    """Return the script that a page starts with, and all scripts that it imports, directly or through others."""
    names, todo = set[str](), [first]
    while todo:
        name = todo.pop()
        file = folder / f"{name}.js"
        if name in names or not file.is_file():
            continue
        names.add(name)
        todo += [each[2] for each in _IMPORT.findall(file.read_text(encoding="utf-8"))]
    return [folder / f"{name}.js" for name in sorted(names)]


def _address(script: Path, folder: str) -> str:
    text = _IMPORT.sub(rf'\1\2"{folder}/\3"', script.read_text(encoding="utf-8"))
    return "data:text/javascript;charset=utf-8;base64," + base64.b64encode(text.encode()).decode()


def _known(file: Path, file_of: Callable[[str], str]) -> str:
    """Return a data file as a script element, with its addresses turned into those of files."""
    data = json.loads(file.read_text(encoding="utf-8"))
    for name in {"pages", "keys", "instructions"} & data.keys():
        data[name] = {
            key: file_of(its) if isinstance(its, str) else [its[0], file_of(its[1]), *its[2:]]
            for key, its in data[name].items()
        }
    text = _inline(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return f'<script type="application/json" id="{file.stem}-data">{text}</script>'


def _inline(text: str) -> str:
    """Return JSON that is safe in a script element: nothing in it ends the element."""
    return text.replace("<", "\\u003c")
