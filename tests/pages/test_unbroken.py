"""Which code stays in one piece at the end of a line."""

from __future__ import annotations

import pytest

from dockernotes.pages.unbroken import unbroken

FLAG = '<a href="#docker-run--rm" data-tip="Remove it.">--rm</a>'
WHOLE = '<a class="dn-whole" href="#docker-run--rm" data-tip="Remove it.">--rm</a>'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>With <code>--rm</code></p>", '<p>With <code class="dn-whole">--rm</code></p>'),
        ("<code>docker run --rm</code>", '<code class="dn-whole">docker run --rm</code>'),
        ("<code>docker run</code>", None),  # it may break at its space, where nothing is misread
        (f"<code>{'long-' * 6}</code>", None),  # a phone has no room for it in one piece
        ("<pre><code>docker run --rm</code></pre>", None),
        ("<code>--rm\n-it</code>", None),
        (f"<span>{FLAG} x</span>", f"<span>{WHOLE} x</span>"),
        (FLAG.replace("--rm<", "web-1<"), None),
        (
            f'<pre class="dn-cmd"><code><span aria-label="x --no-fund y">npm --no-fund {FLAG}</span></code></pre>',
            '<pre class="dn-cmd"><code><span aria-label="x --no-fund y">npm <span class="dn-whole">--no-fund</span>'
            f" {WHOLE}</span></code></pre>",
        ),
        ('<pre class="dn-cmd"><code>tar x-y - z\n</code></pre>', None),
    ],
)
def test_short_code_with_a_hyphen_keeps_together(html: str, shown: str | None) -> None:
    assert unbroken(html) == (shown or html)
