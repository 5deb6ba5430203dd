"""Build a site again and again, as `mkdocs serve` does: each line of standard input is a folder to build into."""

from __future__ import annotations

import logging
import sys

from mkdocs.commands.build import build
from mkdocs.config import load_config

logging.disable(logging.CRITICAL)
started = False
for line in sys.stdin:
    config = load_config("mkdocs.yml", site_dir=line.strip())
    if not started:
        config.plugins.on_startup(command="serve", dirty=False)
        started = True
    config.site_url = url = "http://127.0.0.1:8000/"
    build(config, serve_url=url)
    print("built", flush=True)
