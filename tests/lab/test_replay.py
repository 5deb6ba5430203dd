"""The recorded sessions of all pages, typed into the lab. Those that print something else are here, with the reason."""

from __future__ import annotations

import shutil

import pytest

from conftest import ROOT
from lab.replay import pages, replay

LEAST = 0.95
"""The share of commands that print what their page shows."""
DIFFERS = {
    ("beyond/12-compose.md", "curl -sf http://localhost:8091 | grep two"): "`docker compose watch` is not modelled, so "
    "nothing has copied the changed file.",
    (
        "beyond/12-compose.md",
        "kill %1",
    ): "`docker compose watch` is not modelled, so no job of the shell is left to end.",
    (
        "beyond/15-security.md",
        "docker run --rm --privileged alpine grep -E 'CapEff|Seccomp:' /proc/1/status",
    ): "The machine of the recording lacks CAP_SYS_RESOURCE itself; on most machines a privileged container has it.",
    (
        "beyond/15-security.md",
        "docker run --rm --read-only nginx:1.30 > /dev/null",
    ): "The nginx of the recording says it once, the official image twice; the lab follows the official one.",
}
"""Page and command, and why the lab prints something else."""

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules/yaml").is_dir(),
    reason="no Node with the packages of package.json",
)


def test_prints_what_the_pages_show() -> None:
    done = list(replay(pages()))
    differs = {(each.page, each.command): each for each in done if each.diff}
    unlisted = [
        f"{e.page}:{e.line}: {e.command}\n" + "\n".join(e.diff) for key, e in differs.items() if key not in DIFFERS
    ]
    agrees = [f"{page}: {command}" for page, command in DIFFERS if (page, command) not in differs]
    assert not unlisted, "\n".join(unlisted)
    assert not agrees, "these print what the page shows now; take them out of the table:\n" + "\n".join(agrees)
    assert 1 - len(differs) / len(done) >= LEAST


def test_every_reason_is_a_sentence() -> None:
    assert all(why[0].isupper() or why[0] == "`" for why in DIFFERS.values())
    assert all(why.endswith(".") and " " in why for why in DIFFERS.values())
