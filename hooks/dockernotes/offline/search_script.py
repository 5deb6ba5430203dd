"""Put the search into one file: from a disk, browsers let no script import another or fetch data.

So the zip has the modules of assets/js/search as one plain script, each in its own function, together with the index.
frame.js loads that script when a page was opened from a disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

SCRIPT = "assets/js/search/disk.js"
FOLDER = "assets/js/search/"
DATA = "assets/search.json"
_MODULES = ("words", "places", "named", "wanted", "engine", "view", "palette")
"""Each after those that it imports."""
_IMPORT = re.compile(r'^import (\{[^}]+\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
_DEFAULT = re.compile(r"^export \{ (\w+) as default \};?$.*", re.MULTILINE | re.DOTALL)


def joined(site: Path, file_of: Callable[[str], str]) -> str | None:
    """Return the script, or None if the site was built without the library.

    `file_of`: returns the file an address leads to.
    """
    library = site / FOLDER / "minisearch.js"
    if not library.is_file():
        return None
    data = json.loads((site / DATA).read_text(encoding="utf-8"))
    for page in data["pages"]:
        page[0] = file_of(page[0])
    parts = {name: (site / FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _MODULES}
    index = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    load = (
        "const module_load = (() => { const { Search } = module_engine;"
        ' const ROOT = new URL("../../../", document.currentScript.src);'
        f" return {{ ROOT, load: async () => new Search(minisearch, {index}) }}; }})();"
    )
    code = _DEFAULT.sub(r"return \1;", library.read_text(encoding="utf-8"))
    scripts = [f"const minisearch = (() => {{\n{code}\n}})();"]
    for name in _MODULES:
        if name == "palette":
            scripts.append(load)
        scripts.append(_module(name, parts[name]))
    return "{\n" + "\n".join(scripts) + "\nglobalThis.dnPalette = module_palette;\n}\n"


def _module(name: str, text: str) -> str:
    exported = ", ".join(_EXPORT.findall(text))
    body = _IMPORT.sub(r"const \1 = module_\2;", text)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
