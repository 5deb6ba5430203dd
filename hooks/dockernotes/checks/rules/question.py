"""question: a question of "Check yourself" has choices, one of them right, and a reason for each, folded.

question-output: an output that a question shows was printed by a session of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.questions import RIGHT, SECTION, Question, questions, section_line

RULE = "question"
OUTPUT_RULE = "question-output"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what a reader who answers would miss."""
    start = section_line(page.text) if setting.own else None
    if start is None:
        return
    found = list(questions(page.text))
    if not found:
        yield _at(page, start, f"`{SECTION}` has no question; one is a heading such as `### What survives docker rm?`")
    printed = [
        line.text for snippet in page.snippets if snippet.fence.language == "console" for line in snippet.fence.lines
    ]
    for question in found:
        yield from _problems(page, question)
        for line, text in question.output:
            if not any(text.strip() in row for row in printed):
                yield _at(page, line, "no session of this page prints this; copy a line that one does", OUTPUT_RULE)


def _problems(page: Page, question: Question) -> Iterator[Diagnostic]:
    choices, reasons = len(question.choices), len(question.reasons)
    if choices < 2:
        yield _at(page, question.line, f"{choices} choices, where a reader chooses between two or more")
    if not question.folded:
        yield _at(page, question.line, "the answer isn't folded; put it between `<details markdown>` and `</details>`")
        return
    if reasons != choices:
        yield _at(
            page, question.line, f"{choices} choices and {reasons} reasons; each choice gets one, in the same order"
        )
    right = [line for line, text in question.reasons if text.startswith(RIGHT)]
    if not right:
        yield _at(page, question.line, f"no reason begins with `{RIGHT}`, so no choice is right")
    for line in right[1:]:
        yield _at(page, line, f"a second `{RIGHT}`; the first is on line {right[0]}")
    for line, text in question.reasons:
        if not text.removeprefix(RIGHT).strip():
            yield _at(page, line, "no reason; say why the choice is right or wrong")


def _at(page: Page, line: int, message: str, rule: str = RULE) -> Diagnostic:
    width = len(page.text.split("\n")[line - 1].rstrip())
    return Diagnostic(page.path, line, 1, line, width + 1, "error", rule, message)
