"""The recorded sessions of all pages, typed into the lab. Those that print something else are listed with a reason."""

from __future__ import annotations

import shutil

import pytest

from conftest import ROOT
from lab.replay import pages, replay

LEAST = 0.96
"""The share of commands that print what their page shows. On pages whose images the lab has, it is 0.99."""
LANGUAGES = "The lab has no image of Python or Go, so what the page builds with them is not there."
CACHE = "What the build cache of this page would hold is made with Python, which the lab doesn't have."
DIFFERS = {
    ("beyond/building.md", "docker build -q -t greeter -f careless.Dockerfile ."): LANGUAGES,
    ("beyond/building.md", "docker build -t greeter -f careless.Dockerfile ."): LANGUAGES,
    ("beyond/building.md", "docker build -q -t greeter ."): LANGUAGES,
    ("beyond/building.md", "docker build -t greeter ."): LANGUAGES,
    ("beyond/building.md", "docker run -d --name greeter -p 127.0.0.1:8093:5000 greeter"): LANGUAGES,
    ("beyond/building.md", "curl -sf http://localhost:8093"): LANGUAGES,
    ("beyond/building.md", "docker rm -f greeter"): LANGUAGES,
    ("beyond/building.md", "docker build -t hello-go ."): LANGUAGES,
    ("beyond/building.md", "docker build -q --cache-to type=local,dest=../greeter-cache -t greeter ."): CACHE,
    ("beyond/building.md", "ls ../greeter-cache"): CACHE,
    ("beyond/building.md", "docker build -q --cache-from type=local,src=../greeter-cache -t greeter ."): CACHE,
    ("beyond/building.md", "docker build -q --target build -t hello-go:build ."): LANGUAGES,
    ("beyond/building.md", "docker image ls --format '{{.Tag}}: {{.Size}}' hello-go"): LANGUAGES,
    ("beyond/building.md", "docker run -d --name hello-go -p 127.0.0.1:8094:8080 hello-go"): LANGUAGES,
    ("beyond/building.md", "curl -sf http://localhost:8094"): LANGUAGES,
    ("beyond/building.md", "docker exec hello-go sh"): LANGUAGES,
    ("beyond/building.md", "docker rm -f hello-go"): LANGUAGES,
    ("beyond/building.md", "docker rmi hello-go hello-go:build greeter"): LANGUAGES,
    ("beyond/building.md", "docker build -q --target test -f tested.Dockerfile -t hello-go:test ."): LANGUAGES,
    ("beyond/building.md", "docker build -q -f tested.Dockerfile -t hello-go ."): LANGUAGES,
    ("beyond/building.md", "docker image ls --format '{{.Size}}' hello-go:latest"): LANGUAGES,
    ("beyond/building.md", "docker rmi hello-go hello-go:test"): LANGUAGES,
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
    assert sum(not each.diff for each in done) / len(done) >= LEAST


def test_every_reason_is_a_sentence() -> None:
    assert all(why[0].isupper() or why[0] == "`" for why in DIFFERS.values())
    assert all(why.endswith(".") and " " in why for why in DIFFERS.values())
