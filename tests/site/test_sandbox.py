"""A page can call our macros and nothing else: known ways out of Jinja, each on a page of a site that is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from checks.harness import project
from conftest import ROOT
from dockernotes.catalog.calls import check_calls
from dockernotes.catalog.sandbox import MacroEnvironment

OPEN, CLOSE = "<!--[[ ", " ]]-->"
MARKS = {
    "variable_start_string": "<!--[[",
    "variable_end_string": "]]-->",
    "block_start_string": "<!--[%",
    "block_end_string": "%]-->",
    "comment_start_string": "<!--[#",
    "comment_end_string": "#]-->",
}
PROOF = "it-got-out"
"""What a successful escape would leave on the page or in a file. No page's source has it in one piece."""
HALVES = "'it-got' ~ '-out'"

EXPRESSIONS = {
    "arithmetic": "'it-got' + '-out'",
    "classes": "''.__class__.__mro__[1].__subclasses__()",
    "attr filter": "''|attr('__class__')|attr('__mro__')",
    "cycler": "cycler.__init__.__globals__.os.popen('printf it-got; printf -- -out').read()",
    "joiner": "joiner.__init__.__globals__.os.popen('printf it-got; printf -- -out').read()",
    "lipsum": "lipsum.__globals__['os'].popen('printf it-got; printf -- -out').read()",
    "namespace": "namespace.__init__.__globals__",
    "namespace called": f"namespace(x={HALVES}).x",
    "range": "range(3)|list",
    "dict": "dict(a=1)",
    "self": "self._TemplateReference__context",
    "a macro's globals": "term.__globals__",
    "a macro's closure": "term.__closure__[0].cell_contents",
    "format": "'{0.__class__}'.format('')",
    "a filter": f"({HALVES})|upper",
    "a test": "1 is defined",
    "config": "config.config_file_path",
    "plugin": "plugin",
    "environment": "environment.python_version",
    "git": "git.author_email",
    "page": "page.file.abs_src_path",
    "files": "files",
    "extra of mkdocs.yml": "leak",
    "macro of mkdocs-macros: context": "context()",
    "macro of mkdocs-macros: context of config": "context(config)|pretty",
    "macro of mkdocs-macros: macros_info": "macros_info()",
    "macro of mkdocs-macros: now": "now().year",
    "macro of mkdocs-macros: fix_url": "fix_url('it-got' ~ '-out')",
    "a macro with a call in it": "term(lipsum.__globals__.os.popen('id').read())",
    "a macro with something worked out": "term('im' ~ 'age')",
    "a macro with named arguments": "term(name='image')",
    "a macro with unpacked arguments": "term(*['image'])",
    "a method of a macro's text": "term('image').upper()",
    "a part of a macro's text": "term('image')[0]",
    "a condition": f"{HALVES} if true else ''",
    "two in one": "term('image') ~ lipsum",
    "a list": "[term]",
}
BLOCKS = {
    "include": "include '_data/docker.yml'",
    "include of a file outside": "include '../mkdocs.yml'",
    "import": "import 'index.md' as x",
    "from": "from 'index.md' import x",
    "extends": "extends 'index.md'",
    "set": f"set x = {HALVES} %]--><!--[[ x ]]--><!--[% set y = 1",
    "if": "if true %]-->it-got<!--[# #]-->-out<!--[% endif",
    "for": "for x in ['it-got'] %]--><!--[[ x ]]-->-out<!--[% endfor",
    "filter": "filter upper %]-->x<!--[% endfilter",
    "macro": "macro x() %]--><!--[% endmacro",
    "call": "call term('image') %]--><!--[% endcall",
    "do": "do term('image')",
    "with": f"with x = {HALVES} %]--><!--[[ x ]]--><!--[% endwith",
    "block": "block x %]-->it-got<!--[# #]-->-out<!--[% endblock",
    "autoescape": "autoescape true %]--><!--[% endautoescape",
    "minus signs": f"- set x = {HALVES} -%]--><!--[[- x -]]--><!--[%- set y = 1 -",
}
ATTEMPTS = {name: OPEN + code + CLOSE for name, code in EXPRESSIONS.items()}
ATTEMPTS |= {f"block: {name}": f"<!--[% {code} %]-->" for name, code in BLOCKS.items()}
FRONT = f"""---
title: A title
secret: it-got-out
hidden: "<!--[[ {HALVES} ]]-->"
term: not a macro any more
---
"""


def _site(folder: Path, pages: dict[str, str], settings: str = "") -> tuple[str, dict[str, str]]:
    """Build a site of some pages with this project's hooks; return the log and the built pages."""
    (folder / "docs").mkdir()
    (folder / "docs/_data").symlink_to(ROOT / "docs/_data")
    (folder / "hooks").symlink_to(ROOT / "hooks")
    for name, text in pages.items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "data.yml").write_text(f"leak: {PROOF}\n", encoding="utf-8")
    marks = "".join(f'      j2_{key}: "{value}"\n' for key, value in MARKS.items())
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nextra: {leak: it-got-out}\ntheme: {name: mkdocs}\nhooks: [hooks/check.py, hooks/macros.py]\n"
        f"plugins:\n  - macros:\n      module_name: hooks/macros\n{marks}{settings}",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--no-directory-urls", "--site-dir", str(folder / "out")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr, {name: (folder / f"out/{name}.html").read_text(encoding="utf-8") for name in pages}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """One site's log and pages: a page for each attempt, and some that only do what is allowed."""
    pages = {f"attempt-{at}": f"# A page\n\nBefore {text} after.\n" for at, text in enumerate(ATTEMPTS.values())}
    pages["front"] = FRONT + f"# A page\n\n{OPEN}secret{CLOSE}\n"
    pages["index"] = FRONT + '# A page\n\nThe word <!--[[ term("image", "pictures") ]]--> is linked.\n'
    pages["title"] = f"---\ntitle: '{OPEN}7 * 191{CLOSE}'\n---\n\nText.\n"
    pages["raw"] = "# A page\n\n<!--[% raw %]-->`<!--[[ term ]]-->`<!--[% endraw %]-->\n"
    return _site(tmp_path_factory.mktemp("sandbox"), pages, "      include_yaml: [data.yml]\n")


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_escape_ends_at_the_wall(built: tuple[str, dict[str, str]], name: str) -> None:
    """The page says that it was refused; the log warns, which ends a strict build; the check names the line."""
    log, pages = built
    page = f"attempt-{list(ATTEMPTS).index(name)}"
    assert "Macro Syntax Error" in pages[page]
    assert PROOF not in pages[page]
    assert f"docs/{page}.md:3:" in log


def test_what_is_allowed_still_works(built: tuple[str, dict[str, str]]) -> None:
    """A macro works even if the front matter uses its name, a title is text, and raw text stays."""
    log, pages = built
    assert PROOF not in pages["front"]
    assert re.search(r'<a class="dn-term"[^>]*>pictures</a>', pages["index"])
    assert "1337" not in pages["title"]
    assert "&lt;!--[[ term ]]--&gt;" in pages["raw"]
    assert "docs/raw.md" not in log
    assert "docs/index.md:4:17: `'it-got' ~ '-out'` is not a macro call" in log


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_check_refuses_what_the_wall_refuses(name: str) -> None:
    """Whatever the build wouldn't render already has a diagnostic."""
    index = project().index
    assert index
    assert [problem.rule for problem in check_calls(ATTEMPTS[name], "page.md", index)]


def test_a_build_asks_git_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The macros plugin would start Git a dozen times, to tell pages who made the last commit."""
    git = tmp_path / "bin/git"
    git.parent.mkdir()
    git.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\n", encoding="utf-8")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}:{os.environ['PATH']}")
    _site(tmp_path, {"index": "# A page\n"})
    assert not (tmp_path / "asked").exists()


def test_this_test_can_fail() -> None:
    """With Jinja's own environment, the attempts do get out, so they are real."""
    loose = Environment(**MARKS)  # type: ignore[arg-type]
    got_out = [name for name, text in ATTEMPTS.items() if _renders(loose, text)]
    assert {"cycler", "lipsum", "arithmetic", "block: set", "block: if", "block: with", "classes"} <= set(got_out)
    tight = MacroEnvironment({"term": lambda name: name}, MARKS)
    assert [name for name, text in ATTEMPTS.items() if _renders(tight, text)] == []


def _renders(environment: Environment, text: str) -> bool:
    try:
        environment.from_string(text).render()
    except Exception:
        return False
    return True
