"""For each rule, planters that make one mistake of its kind in a page, at every place where it could be made.

A planter takes a page and yields pages with one mistake each. Nothing here is random, so a miss can be examined again.
There are two kinds: mistakes in existing text (a letter lost in a flag), and mistakes that come with new text, a
snippet or a sentence put between two paragraphs, in lists and notes as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dockernotes.checks.reading.page import Call, Page
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.source.fences import Fence, fences
from dockernotes.source.markdown import scan
from dockernotes.source.prose import prose, words
from dockernotes.source.questions import questions

FRONT = "---\n"


@dataclass(frozen=True, slots=True)
class Planted:
    """A page with a mistake, and the line it is on."""

    text: str
    line: int


Planter = Callable[[str], Iterator[Planted]]


def at(text: str, start: int, end: int, new: str) -> Planted:
    """Return the page with the text from `start` to `end` replaced."""
    return Planted(text[:start] + new + text[end:], text.count("\n", 0, start) + 1)


def places(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offsets between two blocks (paragraphs, list items, notes), each with the indentation there."""
    inside = {n for f in fences(text) for n in range(f.line, f.last + 1)}
    front = text.find("\n---\n", 4) if text.startswith(FRONT) else 0
    offset = 0
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        following = rows[number] if number < len(rows) else ""
        if offset > front and not row and number not in inside and number + 1 not in inside and following.strip():
            indent = re.match(r" *", following)
            yield offset, indent.group() if indent else ""
        offset += len(row) + 1


def inserted(block: str, line: int = 1) -> Planter:
    """Return a planter that puts a block between two others. `line`: which of its lines has the mistake."""

    def plant(text: str) -> Iterator[Planted]:
        for offset, indent in places(text):
            shifted = "".join(f"{indent}{row}\n" if row else "\n" for row in block.split("\n"))
            yield Planted(f"{text[:offset]}\n{shifted}{text[offset:]}", text.count("\n", 0, offset) + 1 + line)

    return plant


def at_margin(block: str, line: int = 1) -> Planter:
    """Return a planter that puts a block between two others, outside lists and notes."""
    plant = inserted(block, line)
    return lambda text: (
        one for one in plant(text) if one.text.split("\n")[one.line - 1] == block.split("\n")[line - 1]
    )


def _calls(text: str) -> Iterator[tuple[Fence, Call]]:
    for snippet in Page("page.md", text, load_spec()).snippets:
        options = snippet.fence.options
        if "mistake" not in options and "docker" not in options:
            yield from ((snippet.fence, call) for call in snippet.calls if call.parsed and not call.parsed.problems)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _words(text: str, role: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of docker commands that have a role, if they are on one line and written as they are read."""
    for _, call in _calls(text):
        assert call.parsed
        for part in call.parsed.parts:
            if part.role != role or part.word >= len(call.command.words):
                continue
            place = call.diagnostic(part.word, None, "", "")
            start, end = _offset(text, place.line, place.column), _offset(text, place.end_line, place.end_column)
            if text[start:end] == call.parsed.argv[part.word]:
                yield start, end, text[start:end]


def lost_letter(text: str) -> Iterator[Planted]:
    """Yield pages where a long flag lacks one of its letters."""
    for start, end, word in _words(text, "flag"):
        name = word.partition("=")[0]
        if len(name) > 4 and name.startswith("--"):
            yield at(text, start, end, word[:3] + word[4:])


def swapped_letters(text: str) -> Iterator[Planted]:
    """Yield pages where a command's first two letters are in the wrong order."""
    for start, end, word in _words(text, "command"):
        if len(word) > 1 and word[0] != word[1]:
            yield at(text, start, end, word[1] + word[0] + word[2:])


def dashes(text: str) -> Iterator[Planted]:
    """Yield pages where a flag has a word processor's dash."""
    for start, end, word in _words(text, "flag"):
        yield at(text, start, end, "\u2013" + word.lstrip("-"))


def open_quote(text: str) -> Iterator[Planted]:
    """Yield pages where a quote before a command's word is never closed."""
    for start, _, _ in _words(text, "flag"):
        planted = at(text, start, start, '"')
        yield planted


_LOSES = re.compile(r"volume (rm|remove|prune)\b|compose .*\bdown .*(-v\b|--volumes)|system prune .*--volumes")
"""Commands that lose data for good; others with the label only remove what can be created again."""


def no_label(text: str) -> Iterator[Planted]:
    """Yield pages where a dangerous session isn't labelled."""
    for fence, call in _calls(text):
        if "danger" in fence.options and _LOSES.search(" ".join(call.parsed.argv if call.parsed else ())):
            start = _offset(text, fence.line, fence.column)
            end = text.index("\n", start)
            bare = re.sub(r" danger\b", "", text[start:end])
            yield Planted(text[:start] + bare + text[end:], call.diagnostic(0, None, "", "").line)


def _infos(text: str, change: Callable[[str], str | None]) -> Iterator[Planted]:
    for fence in fences(text):
        start = _offset(text, fence.line, fence.column)
        end = text.index("\n", start)
        if (new := change(text[start:end])) is not None:
            yield at(text, start, end, new)


def misspelt_language(text: str) -> Iterator[Planted]:
    """Yield pages where a fence's language lacks its last letter but one."""
    yield from _infos(
        text,
        lambda row: (
            re.sub(r"(?<=`)([a-z]{3,})([a-z])([a-z])\b", r"\1\3", row, count=1)
            if re.search(r"`(?:console|dockerfile|markdown|python)", row)
            else None
        ),
    )


def no_language(text: str) -> Iterator[Planted]:
    """Yield pages where a fence has no language and no options."""
    yield from _infos(text, lambda row: re.match(r"`+", row).group() if re.search(r"`[a-z]", row) else None)  # type: ignore[union-attr]


def misspelt_option(text: str) -> Iterator[Planted]:
    """Yield pages where a fence has a misspelt option."""
    yield from _infos(text, lambda row: row + " dangr" if "`console" in row else None)


def mistake_that_is_none(text: str) -> Iterator[Planted]:
    """Yield pages where a session promises a message that its commands don't give."""
    yield from _infos(
        text,
        lambda row: row + ' mistake="unknown flag: --nowhere"' if "`console" in row and "mistake" not in row else None,
    )


def never_closed(text: str) -> Iterator[Planted]:
    """Yield the page without the end of its last fence."""
    every = [fence for fence in fences(text) if fence.closed]
    if every:
        last = every[-1]
        rows = text.split("\n")
        del rows[last.line + len(last.lines)]
        changed = "\n".join(rows)
        found = [fence for fence in fences(changed) if not fence.closed]
        yield Planted(changed, found[0].line if found else last.line)


def colon_in_front(text: str) -> Iterator[Planted]:
    """Yield pages where a front matter's value has a colon and no quotes."""
    for match in re.finditer(r"^(title|description): [^\"'\n]+$", text[: text.find("\n---\n", 4) + 1], re.MULTILINE):
        yield at(text, match.end(), match.end(), ": and more")


_CALL = re.compile(r"<!--\[\[ (\w+)\((.*?)\) \]\]-->")


def _macros(text: str, change: Callable[[re.Match[str]], str | None]) -> Iterator[Planted]:
    raw = [match.span() for match in re.finditer(r"<!--\[% raw %\]-->.*?<!--\[% endraw %\]-->", text, re.DOTALL)]
    for match in _CALL.finditer(text):
        if not any(start <= match.start() < end for start, end in raw) and (new := change(match)) is not None:
            yield at(text, match.start(), match.end(), new)


def macro_name(text: str) -> Iterator[Planted]:
    """Yield pages where a macro's name ends in the wrong letter."""
    yield from _macros(text, lambda m: f"<!--[[ {m[1][:-1]}x({m[2]}) ]]-->")


def macro_argument(text: str) -> Iterator[Planted]:
    """Yield pages where a macro asks for something that the data file doesn't have."""
    yield from _macros(text, lambda m: f"<!--[[ {m[1]}({m[2][:-2]}q{m[2][-2:]}) ]]-->" if m[2].endswith('"') else None)


def macro_syntax(text: str) -> Iterator[Planted]:
    """Yield pages where a macro's argument has lost its quotes."""
    yield from _macros(text, lambda m: m.group().replace('"', "") if '"' in m[2] else None)


def _links(text: str, change: Callable[[str], str | None]) -> Iterator[Planted]:
    for link in scan(text).links:
        if link.kind == "link" and (new := change(link.target)) is not None:
            yield at(text, link.start, link.end, new)


def lost_page(text: str) -> Iterator[Planted]:
    """Yield pages where a link's page has an extra letter in its name."""
    yield from _links(text, lambda target: target.replace(".md", "x.md") if ".md" in target else None)


def other_case(text: str) -> Iterator[Planted]:
    """Yield pages where a link has the wrong case, which only some systems accept."""
    yield from _links(text, lambda target: target.replace(".md", ".MD") if ".md" in target else None)


def built_page(text: str) -> Iterator[Planted]:
    """Yield pages where a link leads to a built page instead of its source."""
    yield from _links(text, lambda target: target.replace(".md", ".html") if ".md" in target else None)


def lost_anchor(text: str) -> Iterator[Planted]:
    """Yield pages where a link leads to a heading that isn't there."""
    yield from _links(
        text,
        lambda target: (
            f"{target.partition('#')[0]}#nowhere-at-all" if ".md" in target or target.startswith("#") else None
        ),
    )


def lost_file(text: str) -> Iterator[Planted]:
    """Yield pages where an included file has an extra letter in its name."""
    for match in re.finditer(r'^ *--8<-- "(?=[^;\n])', text, re.MULTILINE):
        yield at(text, match.end(), match.end(), "x")


def from_the_root(text: str) -> Iterator[Planted]:
    """Yield pages where a link starts at the host's root."""
    yield from _links(text, lambda target: "/" + target.lstrip("./") if ".md" in target else None)


def says_here(text: str) -> Iterator[Planted]:
    """Yield pages where a link's text is only `here`."""
    for link in scan(text).links:
        if link.kind == "link" and ".md" in link.target and link.text and "!" not in link.text:
            start = link.start - 2 - len(link.text)
            if text[start : start + len(link.text)] == link.text:
                changed = at(text, start, start + len(link.text), "here")
                yield Planted(changed.text, changed.line)


def same_id(text: str) -> Iterator[Planted]:
    """Yield pages where two headings have the same id."""
    rows = list(re.finditer(r"^##+ [^\n{`]+$", prose(text), re.MULTILINE))
    for match in rows[1:]:
        first = rows[0].end()
        changed = text[:first] + " {#the-same}" + text[first : match.end()] + " {#the-same}" + text[match.end() :]
        yield Planted(changed, text.count("\n", 0, match.start()) + 1)


def tag_in_title(text: str) -> Iterator[Planted]:
    """Yield the page with a tag in its title."""
    if title := re.search(r"^# [^\n]+$", prose(text), re.MULTILINE):
        yield at(text, title.end(), title.end(), " <small>in short</small>")


def title_case(text: str) -> Iterator[Planted]:
    """Yield pages where a heading has a capital in the wrong place."""
    blank = prose(text)
    for match in re.finditer(r"^#+ +\S.*$", blank, re.MULTILINE):
        for word, start in list(words(blank, match.start(), match.end()))[1:]:
            if word.islower() and blank[start - 2 : start] not in (": ", "? ", ". ") and blank[start - 1] == " ":
                yield at(text, start, start + 1, word[0].upper())
                break


def misspelt(text: str) -> Iterator[Planted]:
    """Yield pages where a word is misspelt in a common way."""
    wrong = {"the": "teh", "which": "wich", "because": "becuase", "container": "contianer", "different": "diferent"}
    wrong |= {"without": "witout", "every": "eveyr", "their": "thier", "until": "untill", "command": "comand"}
    for word, start in words(prose(text)):
        if word in wrong:
            yield at(text, start, start + len(word), wrong[word])


def copied_prompt(text: str) -> Iterator[Planted]:
    """Yield pages where a session is marked as a script."""
    for fence in fences(text):
        if fence.language == "console" and fence.lines and fence.lines[0].text.startswith("$ "):
            start = _offset(text, fence.line, fence.column)
            end = text.index("\n", start)
            changed = at(text, start, end, fence.marks + "bash")
            yield Planted(changed.text, fence.line + 1)


def foreign_prompt(text: str) -> Iterator[Planted]:
    """Yield pages where a command has the prompt of the machine that it was copied from."""
    for fence in fences(text):
        for line in fence.lines if fence.language == "console" and "interactive" not in fence.options else ():
            if line.text.startswith("$ "):
                start = _offset(text, line.number, line.column)
                yield at(text, start, start + 2, "me@host:~$ ")


def no_right_choice(text: str) -> Iterator[Planted]:
    """Yield pages where a question has no right answer."""
    for question in questions(text):
        start = _offset(text, question.line, 1)
        right = text.find("**Right.**", start)
        if right >= 0:
            changed = at(text, right, right + len("**Right.**"), "Well.")
            yield Planted(changed.text, question.line)


def part_of_a_chapter(text: str) -> Iterator[Planted]:
    """Yield the chapter without one of its parts."""
    if not re.match(r"---\n(?:(?!---).*\n)*minutes: \d", text):
        return
    for part in ("minutes: ", "description: ", "## Pitfalls", "## Exercise", "## Commands used", "## Check yourself"):
        start = text.find(f"\n{part}")
        if start >= 0:
            yield Planted(text[: start + 1] + "x-" + text[start + 1 :], 1)


def _listings(
    text: str, languages: tuple[str, ...], change: Callable[[Fence], tuple[int, str, str] | None]
) -> Iterator[Planted]:
    """Yield pages with a listing's line changed. `change` returns its number in the fence, the old text and the new."""
    for fence in fences(text):
        if fence.language in languages and fence.lines and (found := change(fence)):
            number, old, new = found
            line = fence.lines[number]
            start = _offset(text, line.number, line.column) + line.text.index(old)
            yield at(text, start, start + len(old), new)


def compose_key(text: str) -> Iterator[Planted]:
    """Yield pages where a Compose file's key has an extra letter."""

    def change(fence: Fence) -> tuple[int, str, str] | None:
        if not fence.text.startswith("services:") or "mistake" in fence.options:
            return None
        return next(
            ((n, "image:", "imagee:") for n, line in enumerate(fence.lines) if line.text.startswith("    image:")), None
        )

    yield from _listings(text, ("yaml", "yml"), change)


def instruction(text: str) -> Iterator[Planted]:
    """Yield pages where a Dockerfile's instruction has its first letters swapped."""

    def change(fence: Fence) -> tuple[int, str, str] | None:
        found = (
            (n, match)
            for n, line in enumerate(fence.lines)
            if (match := re.match(r"(FROM|COPY|RUN|CMD|WORKDIR) ", line.text))
        )
        return next(((n, match[1], match[1][1] + match[1][0] + match[1][2:]) for n, match in found), None)

    yield from _listings(text, ("dockerfile", "docker"), change)


def session(*lines: str) -> str:
    """Return a session that isn't run."""
    return "\n".join(['```console norun="a plant"', *(f"$ {line}" for line in lines), "```"])


PLANTERS: dict[str, list[Planter]] = {
    "docker-command": [
        lost_letter,
        swapped_letters,
        inserted(session("docker run --ports 80:80 nginx"), 2),
        inserted(session("docker run -p 80:http nginx"), 2),
        inserted(session("docker rm"), 2),
        inserted(session("docker ps -q | xargs docker rmm"), 2),
        inserted(session("for name in a b; do docker logs --tial 5 $name; done"), 2),
        inserted(session("docker pull Nginx:latest"), 2),
        inserted("```bash\nsudo docker run --nmae web nginx\n```", 2),
        inserted("```powershell\ndocker run -d `\n  --nmae web nginx\n```", 3),
        inserted("```bat\ndocker run -d ^\n  --nmae web nginx\n```", 3),
    ],
    "mistake": [mistake_that_is_none],
    "danger-label": [
        no_label,
        inserted(session("docker volume rm data"), 2),
        inserted(session("docker compose down -v"), 2),
    ],
    "flag-unexplained": [inserted(session("docker run --rm --sig-proxy=false alpine true"), 2)],
    "command-unexplained": [inserted(session("docker swarm init"), 2)],
    "gone": [inserted(session("docker login --email me@example.org"), 2)],
    "docker-compose": [inserted(session("docker-compose up"), 2)],
    "placeholder": [
        inserted(session("docker push YOUR_NAME/app"), 2),
        inserted(session("docker rm <Container ID>"), 2),
        inserted("```console\n$ docker rm <container>\n```", 2),
    ],
    "characters": [dashes, inserted(session("docker run --name \u201cweb\u201d nginx"), 2)],
    "shell-syntax": [inserted(session('docker run -e "GREETING=hi nginx'), 2)],
    "dockerfile": [instruction, inserted("```dockerfile\nFROM alpine:3.22\nEXPOSE 99999\n```", 3)],
    "dockerfile-advice": [inserted("```dockerfile\nFROM alpine:3.22\nWORKDIR app\n```", 3)],
    "compose": [compose_key, inserted("```yaml\nservices:\n  web:\n    imge: nginx\n```", 4)],
    "json-syntax": [inserted('```json\n{"a": 1,}\n```', 2)],
    "yaml-syntax": [inserted("```yaml\na: [1\n```", 2)],
    "fence-language": [misspelt_language, no_language, inserted("```\ndocker ps\n```", 1)],
    "fence-open": [never_closed],
    "fence-option": [misspelt_option],
    "front-matter": [colon_in_front],
    "macro-unknown": [macro_name, inserted('<!--[[ comands("docker run") ]]-->', 1)],
    "macro-argument": [macro_argument, inserted('<!--[[ flags("docker run", "--publsh") ]]-->', 1)],
    "macro-syntax": [macro_syntax, inserted("<!--[% include 'index.md' %]-->", 1)],
    "link-page": [lost_page, other_case, built_page, inserted("See [how](nowhere.md).", 1)],
    "link-anchor": [lost_anchor, inserted("See [how](#nowhere-at-all).", 1)],
    "html-active": [inserted("<script>alert(1)</script>", 1), inserted("[a](javascript:alert(1))", 1)],
    "link-absolute": [from_the_root, inserted("See [how](/course/).", 1)],
    "link-reference": [inserted("See [how][nowhere].", 1), inserted("A word.[^nowhere]", 1)],
    "duplicate-id": [same_id],
    "include": [lost_file, inserted('```yaml\n--8<-- "examples/nowhere.yaml"\n```', 2)],
    "alt-text": [
        inserted("![](nowhere.png)", 1),
        inserted("![image](nowhere.png)", 1),
        inserted('<img src="nowhere.png">', 1),
    ],
    "link-text": [says_here],
    "prompt": [
        copied_prompt,
        foreign_prompt,
        inserted("```bash\n$ docker ps\n```", 2),
        inserted("```console\ndocker ps\n```", 1),
        inserted("```console\n$ docker ps\nroot@host:~# docker images\n```", 3),
        inserted("```console\n$ docker ps\nPS C:\\> docker images\n```", 3),
    ],
    "heading-case": [title_case],
    "heading-html": [tag_in_title],
    "admonition": [inserted("!!! pitfal\n    Data is lost.", 1), inserted("!!! pitfall\nData is lost.", 1)],
    "conflict": [at_margin("<<<<<<< HEAD\nA.\n=======\nB.\n>>>>>>> other", 1)],
    "html-markdown": [at_margin("<section>\n\nA **word**.\n\n</section>", 1)],
    "html-open": [inserted("<aside markdown>\n\nA word.", 1), inserted("A word.\n\n</aside>", 3)],
    "link-address": [inserted("See [how](what and why.md).", 1)],
    "list-indent": [at_margin("- Images\n  - Layers\n- Containers", 2)],
    "table": [inserted("| Flag | What it does |\n| ---- |\n| a | b |", 2)],
    "template-open": [inserted("This is for Docker {{ version }.", 1)],
    "spelling": [misspelt, inserted("This is seperate.", 1)],
    "question": [no_right_choice],
    "chapter": [part_of_a_chapter],
}
"""Every rule that looks at pages, with the planters of what it must find."""
