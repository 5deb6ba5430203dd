"""What is below a picture: its steps, and changes to choose from. Both can be read without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from dockernotes.diagrams.diagram import Change, Diagram, Node

Inline = Callable[[str], str]


def told(diagram: Diagram, inline: Inline) -> str:
    """Return the steps and the changes of a diagram as one line of HTML. For most diagrams it's empty."""
    return "".join((*_steps(diagram, inline), *_explorer(diagram, inline)))


def _steps(diagram: Diagram, inline: Inline) -> Iterator[str]:
    if diagram.steps:
        # The script puts its buttons before the list, and highlights in the picture what a step is about.
        yield '<ol class="dn-steps">'
        for step in diagram.steps:
            yield f'<li data-marks="{" ".join(step.marks)}">{inline(step.says)}</li>'
        yield "</ol>"


def _explorer(diagram: Diagram, inline: Inline) -> Iterator[str]:
    """Yield a choice of changes, and what each step does after each change. The style sheet shows the right words."""
    if not diagram.changes:
        return
    name = f"changed-{diagram.id}"
    yield '<fieldset class="dn-explorer"><legend>What did you change since the last build?</legend>'
    for number, change in enumerate(diagram.changes, 1):
        chosen = " checked" if number == 1 else ""
        yield f'<input type="radio" name="{name}" id="{name}-{number}" value="{number}"{chosen}>'
        yield f'<label for="{name}-{number}">{inline(change.what)}</label>'
    yield '<ol class="dn-explorer__steps">'
    for step in diagram.nodes:
        again = " ".join(str(i) for i, c in enumerate(diagram.changes, 1) if _again(step, c, diagram))
        label = escape(step.label.replace("\n", " "))
        if label.startswith("FROM "):
            # Docker looks up the base image in each build. It doesn't run it, and doesn't call it cached.
            yield f"<li><code>{label}</code><span>looked up</span></li>"
            continue
        yield f'<li data-again="{again}"><code>{label}</code><span class="dn-cached">CACHED</span>'
        yield '<span class="dn-again">runs again</span></li>'
    yield "</ol>"
    for number, change in enumerate(diagram.changes, 1):
        yield f'<p class="dn-explorer__why" data-change="{number}">{inline(change.says)}</p>'
    yield "</fieldset>"


def _again(step: Node, change: Change, diagram: Diagram) -> bool:
    """Return whether a step runs again: it's the first step that the change affects, or a later one."""
    order = [node.id for node in diagram.nodes]
    return change.first is not None and order.index(step.id) >= order.index(change.first)
