"""Every diagram: text that can be read and that lies on no other text, on a phone and beside the navigation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

MEASURE = """figures => figures.map(figure => {
  const svg = [...figure.querySelectorAll("svg")].find(s => getComputedStyle(s).display !== "none");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const rows = [...svg.querySelectorAll("tspan, text:not(:has(tspan))")];
  const texts = rows.map(t => [t.textContent, t.getBoundingClientRect()]);
  const on = [];
  texts.forEach(([a, p], i) => texts.slice(i + 1).forEach(([b, q]) => {
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 5) on.push(`${a} / ${b}`);
  }));
  const boxes = [...svg.querySelectorAll(".dn-node")].filter(n => !n.matches(".dn-node--note")).map(n => {
    const box = n.querySelector("rect").getBoundingClientRect(), text = [...n.querySelectorAll("tspan")];
    return text.filter(t => t.getBoundingClientRect().width > box.width).map(t => t.textContent);
  }).flat();
  const smallest = Math.min(...rows.map(t => parseFloat(getComputedStyle(t).fontSize) * scale));
  return {id: figure.id, on, boxes, small: smallest < 10.9 ? smallest : null};
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_every_diagram_can_be_read(base: str, site: Path, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    seen, wrong = set(), []
    for file in site.glob("*/*/index.html"):
        if not re.search(r'id="diagram-[\w-]+"', file.read_text(encoding="utf-8")):
            continue
        page.goto(base + file.parent.relative_to(site).as_posix() + "/")
        for found in page.eval_on_selector_all("figure.dn-diagram", MEASURE):
            seen.add(found["id"])
            if found["on"] or found["boxes"] or found["small"]:
                wrong.append(found)
    assert wrong == []
    assert len(seen) == 23
