"""Firefox and WebKit, each started once for many visits. `missing` says how to install one that isn't there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.webdriver import WebKitGTK, WebKitGTKOptions
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.service import Service

from conftest import ROOT

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
PUPPETEER = ROOT / "node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js"
WEBKIT = shutil.which("WebKitWebDriver")
MINI = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)
XVFB = shutil.which("Xvfb")
BROWSERS = ("firefox", "webkit")


@dataclass(frozen=True)
class Visit:
    """A page, the width of its window, and what is done there: JavaScript, `{"key": "Tab"}`, `{"print": FILE}`."""

    url: str
    steps: Sequence[str | dict[str, str]]
    width: int = 1280


def missing(browser: str) -> str:
    """Return how to install a browser that is missing here, or an empty string if it is there."""
    if browser == "firefox" and not (FIREFOX and shutil.which("node") and PUPPETEER.exists()):
        return "Firefox is missing; on Debian: apt install firefox-esr, and then npm ci"
    if browser == "webkit" and not (WEBKIT and MINI and XVFB):
        return "WebKit is missing; on Debian: apt install webkit2gtk-driver xvfb"
    return ""


def visit(browser: str, visits: Sequence[Visit]) -> list[Any]:
    """Return the result of the last JavaScript of each visit."""
    return _firefox(visits) if browser == "firefox" else _webkit(visits)


def _firefox(visits: Sequence[Visit]) -> list[Any]:
    asked = [{"url": one.url, "width": one.width, "steps": list(one.steps)} for one in visits]
    given = json.dumps({"program": FIREFOX, "module": str(PUPPETEER), "visits": asked})
    command = ["node", str(Path(__file__).with_name("firefox.mjs"))]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    said: list[Any] = json.loads(done.stdout)
    return said


def _webkit(visits: Sequence[Visit]) -> list[Any]:
    said = []
    with _driver() as driver:
        for one in visits:
            driver.set_window_size(one.width, 900)
            driver.get(one.url)
            last = None
            for step in one.steps:
                if isinstance(step, str):
                    last = driver.execute_script(f"return {step}")
                else:
                    ActionChains(driver).send_keys(getattr(Keys, step["key"].upper(), step["key"])).perform()
            said.append(last)
    return said


@contextmanager
def _driver() -> Iterator[WebKitGTK]:
    """Start WebKit on a virtual screen."""
    reads, writes = os.pipe()
    assert XVFB
    screen = subprocess.Popen(
        [XVFB, "-displayfd", str(writes), "-screen", "0", "2000x1200x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as said:
            display = said.readline().strip()
        options = WebKitGTKOptions()
        options.binary_location = str(MINI)
        options.add_argument("--automation")
        environment = os.environ | {"DISPLAY": f":{display}", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        driver = WebKitGTK(options=options, service=Service(WEBKIT, env=environment))
        try:
            yield driver
        finally:
            driver.quit()
            time.sleep(0.2)  # its windows close before their screen does
    finally:
        screen.terminate()
        screen.wait()
