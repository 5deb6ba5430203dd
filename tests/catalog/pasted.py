"""Ask the page of error messages, through its own scripts in Node.js, what it answers to a pasted message."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from typing import Any

import yaml

from conftest import ROOT

SCRIPTS = ROOT / "docs/assets/js/errors"
ERRORS: list[dict[str, Any]] = yaml.load((ROOT / "docs/_data/docker.yml").read_bytes(), yaml.CSafeLoader)["errors"]
SAMPLES = {a["id"]: a["sample"].strip() for e in ERRORS for a in (e, *e.get("variants", []))}
"""The sample message of each answer, including variants."""


def answers_to(messages: Iterable[str], errors: list[dict[str, Any]] = ERRORS) -> list[dict[str, Any]]:
    """Return the page's answer to each message: `found`, `rivals`, `decided`, `near`, `slips`, `commands`."""
    asked = json.dumps({"errors": errors, "messages": list(messages)})
    command = ["node", str(ROOT / "tests/catalog/answers.mjs"), str(SCRIPTS)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answered: list[dict[str, Any]] = json.loads(done.stdout)
    return answered
