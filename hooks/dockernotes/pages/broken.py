"""What `mkdocs serve` shows while the site can't be built: a list of every problem, in place of each page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from dockernotes.diagnostics import Diagnostic

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "li{margin:.6rem 0}code{font-size:.9em}"
)


def problems_page(problems: Sequence[Diagnostic], said: str, again: bool = False) -> str:
    """Return the page as HTML. `said`: why the build ended. `again`: reload the page every two seconds.

    MkDocs reloads a page once the next build is ready, but not the page that it shows for unknown addresses.
    """
    rows = [
        f"<code>{escape(p.path)}:{p.line}:{p.column}</code> {escape(p.message)} <em>[{escape(p.rule)}]</em>"
        for p in sorted(problems)
    ] or [escape(said)]
    refresh = '<meta http-equiv="refresh" content="2">' if again else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">{refresh}<title>{len(rows)} to mend</title>'
        f'<style>{_STYLE}</style></head>\n<body><main class="dn-problems" role="alert">'
        f"<h1>The site can’t be built</h1>\n<p>{len(rows)} to mend. This page reloads once that is done.</p>\n"
        f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul></main></body></html>\n"
    )


def write(site: Path, addresses: Sequence[str], problems: Sequence[Diagnostic], said: str) -> None:
    """Write the page to each of `addresses`, and over every page that was built before."""
    page = problems_page(problems, said)
    for address in {"index.html", *addresses, *(f.relative_to(site).as_posix() for f in site.rglob("*.html"))}:
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(page, encoding="utf-8")
    (site / "404.html").write_text(problems_page(problems, said, again=True), encoding="utf-8")
