"""Every diagram: its text can be read, with no arrow, line or text over it, on a phone and next to the navigation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.test_macros import CATALOG

pytestmark = pytest.mark.browser

MEASURE = """figures => figures.map(figure => {
  const svg = [...figure.querySelectorAll("svg")].find(s => getComputedStyle(s).display !== "none");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const rows = [...svg.querySelectorAll("tspan, text:not(:has(tspan))")];
  const place = (owner, shape, name) => ({owner, name: name ?? shape.textContent, box: shape.getBoundingClientRect()});
  const texts = rows.map(row => place(row.closest(".dn-edge, .dn-node"), row));
  const face = node => node.querySelector("rect:not(.dn-lip)");
  const nodes = [...svg.querySelectorAll(".dn-node")].map(n => place(n, face(n), n.textContent));
  const frames = [...svg.querySelectorAll(".dn-box rect")].map(f => place(null, f, "a border"));
  const shared = ({box: p}, {box: q}) =>
    [Math.min(p.right, q.right) - Math.max(p.left, q.left), Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top)];
  const on = texts.flatMap((a, i) => texts.slice(i + 1).filter(b => {
    const [wide, high] = shared(a, b);
    return wide > 2 && high > 5;
  }).map(b => `${a.name} / ${b.name}`));
  const touched = texts.flatMap(a => [...nodes.filter(n => n.owner !== a.owner), ...frames].filter(b => {
    const [wide, high] = shared(a, b), inside = wide > a.box.width - .5 && high > a.box.height - 3;
    return wide > 0 && high > 1 && !(inside && frames.includes(b));
  }).map(b => `${a.name} / ${b.name}`));
  const within = ({x, y}, {box}, by) =>
    x > box.left + by && x < box.right - by && y > box.top + by && y < box.bottom - by;
  const crossed = new Set();
  svg.querySelectorAll(".dn-edge").forEach((edge, number) => edge.querySelectorAll("path, polygon").forEach(shape => {
    const matrix = shape.getScreenCTM();
    for (let at = 0; at <= shape.getTotalLength(); at += 2) {
      const p = shape.getPointAtLength(at).matrixTransform(matrix);
      for (const text of texts) if (within(p, text, 1.5)) crossed.add(`arrow ${number} / ${text.name}`);
      // An arrow ends at the border of its own nodes, so it is in none.
      for (const node of nodes) if (within(p, node, 2)) crossed.add(`arrow ${number} / all of ${node.name}`);
    }
  }));
  const boxes = [...svg.querySelectorAll(".dn-node")].filter(n => !n.matches(".dn-node--note")).map(n => {
    const box = face(n).getBoundingClientRect(), text = [...n.querySelectorAll("tspan")];
    return text.filter(t => t.getBoundingClientRect().width > box.width).map(t => t.textContent);
  }).flat();
  const smallest = Math.min(...rows.map(t => parseFloat(getComputedStyle(t).fontSize) * scale));
  return {id: figure.id, on, touched, crossed: [...crossed], boxes, small: smallest < 10.9 ? smallest : null};
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
            if any(fault for name, fault in found.items() if name != "id"):
                wrong.append({name: fault for name, fault in found.items() if fault})
    assert wrong == []
    assert CATALOG
    assert seen == {f"diagram-{drawn.id}" for drawn in CATALOG.diagrams}


STEPPED = {
    "course/05-images-and-containers/": "image-layers",
    "course/06-registries/": "registry-flow",
    "course/07-running-containers/": "container-lifecycle",
    "course/08-dockerfile/": "build-cache",
}


@pytest.mark.parametrize("name", STEPPED)
def test_a_picture_is_stepped_through_with_keys(base: str, browser: Browser, name: str) -> None:
    page = browser.new_page(base_url=base)
    page.goto(name)
    figure = page.locator(f"#diagram-{STEPPED[name]}")
    steps, status = figure.locator(".dn-steps > li"), figure.get_by_role("status")
    expect(status).to_have_text("The whole picture")
    figure.get_by_role("button", name="Next").click()
    for number in range(1, steps.count() + 1):
        expect(status).to_contain_text(f"Step {number} of {steps.count()}")
        expect(steps.nth(number - 1)).to_have_attribute("aria-current", "step")
        marks = (steps.nth(number - 1).get_attribute("data-marks") or "").split()
        shown = figure.locator("svg:visible .dn-on").evaluate_all("parts => parts.map(p => p.dataset.of)")
        assert sorted(shown) == sorted(marks)
        page.keyboard.press("ArrowRight")
    expect(status).to_contain_text(f"Step {steps.count()} of")
    for _ in range(steps.count()):
        page.keyboard.press("ArrowLeft")
    expect(status).to_have_text("The whole picture")
    assert figure.locator(".dn-on").count() == 0


@pytest.mark.parametrize("name", STEPPED)
def test_the_steps_are_read_without_scripts(base: str, browser: Browser, name: str) -> None:
    page = browser.new_context(base_url=base, java_script_enabled=False).new_page()
    page.goto(name)
    steps = page.locator(f"#diagram-{STEPPED[name]} .dn-steps > li")
    assert steps.count() >= 3
    assert all(step.is_visible() for step in steps.all())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_change_shows_which_steps_run_again(base: str, browser: Browser, *, scripts: bool) -> None:
    page = browser.new_context(base_url=base, java_script_enabled=scripts).new_page()
    page.goto("course/08-dockerfile/")
    layers = page.locator(".dn-explorer")
    seen = {}
    for choice in layers.locator("label").all():
        choice.click()
        seen[choice.inner_text()] = layers.locator(".dn-again:visible").count()
        assert layers.locator(".dn-cached:visible").count() == 4 - seen[choice.inner_text()]
        assert layers.locator(".dn-explorer__why:visible").count() == 1
    assert seen == {"A file in src": 1, "package.json": 3, "The tag in FROM": 4, "README.md": 0, "CMD": 0}
