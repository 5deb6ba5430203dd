"""Fences: the options that checks and lessons read are taken off before Markdown sees them; sessions get a form of
their own, in which commands, their prompt and their output are told apart.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from html import escape
from typing import Any

from pymdownx.superfences import highlight_validator

OPTIONS = frozenset(
    {"danger", "docker", "fails", "file", "interactive", "interrupt"}
    | {"mistake", "norun", "retry", "show", "title", "unordered"}
)
"""What may follow a fence's language; see docs/contributing/writing.md."""


def register(configs: MutableMapping[str, Any]) -> None:
    """Tell superfences of our two forms: a terminal session, and any other fence with our options."""
    settings = configs.setdefault("pymdownx.superfences", {})
    settings["custom_fences"] = [
        {"name": "*", "class": "", "validator": _options, "format": _listing},
        {"name": "console", "class": "", "validator": _options, "format": _session},
    ]


def _options(language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: dict[str, Any], md: Any) -> bool:
    ours = {key: inputs.pop(key) for key in list(inputs) if key in OPTIONS}
    options["ours"] = ours
    return bool(highlight_validator(language, inputs, options, attrs, md))


def _listing(source: str, language: str, class_name: str, options: dict[str, Any], md: Any, **kwargs: Any) -> str:
    ours = options.pop("ours", {})
    title = ours.get("file") or ours.get("title")
    if title:
        options["title"] = title
    kwargs.setdefault("classes", [])
    fences = md.preprocessors["fenced_code_block"]
    return str(fences.highlight(src=source, language=language, options=options, md=md, **kwargs))


def _session(source: str, language: str, class_name: str, options: dict[str, Any], md: Any, **kwargs: Any) -> str:
    ours = options.get("ours", {})
    return session(source, title=str(ours.get("title", "")), labels=_labels(ours))


def _labels(ours: dict[str, Any]) -> list[tuple[str, str]]:
    labels = []
    if "danger" in ours:
        labels.append(("danger", "Deletes data"))
    if "mistake" in ours:
        labels.append(("mistake", "A mistake, on purpose"))
    elif "fails" in ours:
        labels.append(("fails", "Fails, on purpose"))
    if "docker" in ours:
        wanted = str(ours["docker"])
        text = f"Before Docker {wanted[1:]}" if wanted.startswith("<") else f"Docker {wanted} and newer"
        labels.append(("version", text))
    if "norun" in ours:
        labels.append(("norun", "Not run in our tests: " + str(ours["norun"])))
    return labels


def session(source: str, *, title: str = "", labels: list[tuple[str, str]] | None = None) -> str:
    """Return a terminal session as HTML: a block for each command, a block for what it printed."""
    parts: list[str] = []
    commands: list[str] = []
    output: list[str] = []
    copied: list[str] = []

    def flush() -> None:
        if commands:
            parts.append(f'<pre class="dn-cmd" tabindex="0"><code>{chr(10).join(commands)}</code></pre>')
            commands.clear()
        if output and any(line.strip() for line in output):
            text = escape(chr(10).join(output))
            printed = f'<pre tabindex="0"><samp>{text}</samp></pre>'
            parts.append(f'<div class="dn-out" role="group" aria-label="Output">{printed}</div>')
        output.clear()

    continued = False
    for line in source.split("\n"):
        if line.startswith("$ ") or (continued and line.startswith("> ")):
            if output:
                flush()
            prompt = line[0]
            commands.append(f'<span class="dn-line" data-prompt="{prompt}">{escape(line[2:])}</span>')
            copied.append(line[2:])
            continued = True
        else:
            if continued and commands:
                flush()
                continued = False
            output.append(line)
    flush()
    head = "".join(f'<span class="dn-label dn-label--{kind}">{escape(text)}</span>' for kind, text in labels or [])
    caption = f'<span class="dn-session__title">{escape(title or "Terminal")}</span>'
    head = f'<div class="dn-session__head">{caption}{head}</div>'
    copy = escape("\n".join(copied))
    return f'<div class="dn-session" role="group" aria-label="Terminal" data-copy="{copy}">{head}{"".join(parts)}</div>'
