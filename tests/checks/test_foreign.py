"""Pages of others, by the rules that apply to them: what is right there is left alone, and what is wrong is found."""

from __future__ import annotations

import pytest

from checks.harness import problems
from dockernotes.checks.levels import GROUPS

RUM = "unknown command `docker rum`; did you mean `run`? [docker-command]"


def said(page: str, name: str = "page.md") -> list[str]:
    return [str(one) for one in problems({name: page}, own=False) if one.rule in GROUPS["default"]]


QUIET = {
    "what is filled in, in whatever form": (
        "```bash\ndocker run nginx:{{< param version >}} {{ name }}\ndocker pull %%REGISTRY%%/app:@@TAG@@\n"
        "docker rm {container-name} ‹other›\ndocker push v{{% x %}}/a:{% if b %}c{% endif %}\n```\n"
    ),
    "scripts that bash reads": (
        "```bash\nif [[ $a =~ ^(b|c)$ ]]; then docker ps; fi\n"
        "docker run alpine sh -c \"$(cat <<'EOF'\nit's\nEOF\n)\"\ncase $a in (b) docker ps ;; esac\n"
        "for ((i=0; i<3; i++)) { docker ps; }\ncoproc docker logs web\n[[ -f !(a|b) ]] && docker ps\n```\n"
    ),
    "a session in sh, with its output": '```sh\n$ docker ps\nCONTAINER ID   IMAGE (x   "y\n```\n',
    "output in a console without a command": '```console\nCONTAINER ID   IMAGE (x   "y\n```\n',
    "usage without a language": "```\nUsage:  docker foo [OPTIONS]\n\ndocker foo\n```\n",
    "a list of commands without a language": "```\ndocker foo    Do it\ndocker bar    Undo it\n```\n",
    "a sentence in a fence without a language": "```\nThe docker rum command (it's none)\n```\n",
    "a longer end of a fence, an indented one": "```sh\ndocker ps\n````\n\nText\n\n```sh\ndocker ps\n  ```\n\n# A\n",
    "how the house writes": "# A Page\n\n```bash\n$ docker pull IMAGE\n```\n\n```\nx\n```\n\n![](page.md)\n",
}


@pytest.mark.parametrize("name", QUIET)
def test_a_right_page(name: str) -> None:
    assert said(QUIET[name]) == []


LOUD = {
    "a session in bash": ("```bash\n$ docker ps\nID\n$ docker rum nginx\n```\n", f"page.md:4:10: {RUM}"),
    "a session in sh, behind a note": ("```sh\n# both\n$ docker rum a\n```\n", f"page.md:3:10: {RUM}"),
    "a session without a language": ("```\n$ docker ps\nID (x\n$ docker rum a\n```\n", f"page.md:4:10: {RUM}"),
    "a session without a prompt": (
        "```console\ndocker ps\nID\ndocker rum \\\n  nginx\nID\n```\n",
        f"page.md:4:8: {RUM}",
    ),
    "a command without a prompt among others": ("```bash\n$ docker ps\ndocker rum\n```\n", f"page.md:3:8: {RUM}"),
    "a fence that opens in another": (
        "```text\na\n```\n\n```bash\ndocker ps\n\n```console\n$ docker rum\n```\n",
        "page.md:5:1: fence is not closed before the next one opens on line 8 [fence-open]",
        f"page.md:9:10: {RUM}",
    ),
    "what follows a longer end of a fence": ("```sh\na\n````\n\n```sh\ndocker rum\n```\n", f"page.md:6:8: {RUM}"),
    "a fence in a list that is never closed": (
        "1. a\n\n    ```sh\n    a\n\nb\n\n```sh\ndocker rum\n```\n",
        "page.md:3:5: fence is not closed before the next one opens on line 8 [fence-open]",
        f"page.md:9:8: {RUM}",
    ),
    "a template beside a mistake": (
        "```bash\ndocker run --nmae {{< x >}} nginx\n```\n",
        "page.md:2:12: unknown flag `--nmae` of `docker run`; did you mean `--name`? [docker-command]",
    ),
    "a script that bash refuses": (
        "```bash\nif docker ps; then\n```\n",
        "page.md:2:19: `fi` is missing [shell-syntax]",
    ),
}


@pytest.mark.parametrize("name", LOUD)
def test_a_wrong_page(name: str) -> None:
    page, *wanted = LOUD[name]
    assert said(page) == wanted
