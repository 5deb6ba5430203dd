"""`python -m dockernotes.dockercli.spec.helptexts update|check`: write what `--help` prints as a module for the lab.

It has only the commands that the lab knows, to keep the module small. Run it with an engine that answers, because the
CLI leaves out what the engine doesn't have.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dockernotes.dockercli.spec.asked import installed, settle
from dockernotes.dockercli.spec.model import load_spec

MODULE = Path(__file__).resolve().parents[4] / "docs/assets/js/lab/commands/helptexts.js"
HEAD = "/* What `docker … --help` of Docker {} prints. Written by `make spec`. */\n"
_HOME = re.compile(r'(?<=")/[^"\n]*(?=/\.docker)')
_LEFT_OUT = re.compile(
    r"^docker (?:(?:swarm|service|stack|node|secret|config|plugin|trust|manifest|checkpoint|builder|model) |"
    r"compose (?:alpha|bridge|publish|export|commit|attach|watch|events)|"
    r"buildx (?:dap|history|imagetools|policy|replay|bake)|"
    r"container (?!prune|inspect|$)|image (?!prune|inspect|$))"
)


def _text(name: str) -> str:
    done = subprocess.run([*name.split(), "--help"], capture_output=True, encoding="utf-8", check=True)
    return _HOME.sub("{home}", done.stdout)


def module() -> str:
    """Ask the CLI on PATH, and return the text of the module. Raises OSError if there is no CLI."""
    names = [command.name for command in load_spec().commands if not _LEFT_OUT.match(f"{command.name} ")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = dict(zip(names, pool.map(_text, names), strict=True))
    return f"{HEAD.format(installed())}export const HELP = {json.dumps(texts, ensure_ascii=False, indent=0)};\n"


def main(arguments: list[str]) -> int:
    """Write the module, or compare it with the committed one."""
    return settle(arguments, "spec.helptexts", lambda: (MODULE, module()), "prints")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
