#!/usr/bin/env bash
# selectolax: `node.css(...)` and `node.css_first(...)` find the node itself, so a step into a nested element stands still.
# Seen on 2026-11-29 with selectolax 1.0.2, beside beautifulsoup4 4.13.4 (both PyPI), Python 3.11.
# Source of the rule: DOM standard, `querySelector` searches the descendants of a node; BeautifulSoup's `select_one` does.
# https://dom.spec.whatwg.org/#dom-parentnode-queryselector
# Expected: in a box within a box, `outer.css_first("div")` is the inner one, as in a browser.
# Seen: it is the outer one, again and again; `css` counts one more, so a loop "until nothing is nested" never ends.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q selectolax==1.0.2 beautifulsoup4==4.13.4
venv/bin/python - <<'PYTHON'
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

HTML = '<div id="outer"><p>text</p><div id="inner"></div></div>'

soup = BeautifulSoup(HTML, "html.parser").select_one("#outer")
assert soup.select_one("div")["id"] == "inner"
assert len(soup.select("div")) == 1

node = LexborHTMLParser(HTML).css_first("#outer")
assert node.css_first("div").id == "outer"
assert node.css_first("div").css_first("div").id == "outer"
assert len(node.css("div")) == 2
PYTHON
echo "still so"
