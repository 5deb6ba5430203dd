"""The lab's modules that are made from something else are current."""

from __future__ import annotations

import pytest

from conftest import ROOT
from dockernotes.dockercli.spec import helptexts
from dockernotes.dockercli.spec.asked import installed
from dockernotes.pages import lab_modules


def test_the_schema_and_the_images_files_are_current() -> None:
    assert lab_modules.main(["--check"]) == 0


def test_a_module_that_is_not_current_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = {path: f"{text}\n" for path, text in lab_modules.modules().items()}
    monkeypatch.setattr(lab_modules, "modules", lambda: stale)
    assert lab_modules.main(["--check"]) == 1
    assert "specification.js: not current; run `python -m dockernotes.pages.lab_modules`" in capsys.readouterr().out


def test_every_module_is_short() -> None:
    modules = (ROOT / "docs/assets/js/lab").rglob("*.js")
    lines = {module.name: module.read_text(encoding="utf-8").count("\n") for module in modules}
    assert len(lines) > 100
    assert {name: count for name, count in lines.items() if count > 300} == {}


@pytest.mark.docker
@pytest.mark.engine
def test_help_is_what_docker_prints() -> None:
    if f"Docker {installed()} " not in helptexts.MODULE.read_text(encoding="utf-8"):
        pytest.skip("another Docker than the one whose help the lab prints")
    assert helptexts.main(["check"]) == 0
