"""What the lab does before each session of a page can begin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dockernotes.lessons.inventory import is_lesson
from dockernotes.lessons.lesson import read_lesson
from dockernotes.lessons.starts import address, starts

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted(p for p in DOCS.rglob("*.md") if is_lesson(p.relative_to(DOCS).as_posix()))
PAGE = """
```console norun="only read"
$ docker system prune
```

```ini file="conf/app.env"
A=1
```

```console
$ docker run -d --name web nginx
0123
$ docker ps
```

```console docker="<29"
$ docker images
```

```console fresh="hello-world"
$ docker run hello-world
```

```console interactive
$ docker exec -it web sh
/ # ls
bin
/ # exit
```

```console interrupt="2"
$ docker logs -f web
```
"""


def test_steps_and_where_each_session_begins() -> None:
    assert json.loads(starts(PAGE, DOCS)) == {
        "steps": [
            {"file": "conf/app.env", "text": "A=1\n"},
            "docker run -d --name web nginx",
            "docker ps",
            "docker image rm --force hello-world",
            "docker run hello-world",
            {"run": "docker exec -it web sh", "typed": ["ls", "exit"]},
            {"run": "docker logs -f web", "interrupt": 2.0},
        ],
        "sessions": [None, 1, None, 4, 5, 6],
    }


def test_a_page_without_commands_has_none() -> None:
    assert starts("# Title\n", DOCS) == ""


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_counts_the_sessions_of_a_chapter_as_the_page_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sessions = read_lesson(text).sessions
    made = starts(text, DOCS)
    if not made:
        assert not sessions
        return
    found = json.loads(made)["sessions"]
    assert len(found) <= len(sessions)
    for session, before in zip(sessions, found, strict=False):
        assert (before is None) == (
            bool({"extra", "norun"} & session.options.keys()) or session.options.get("docker", "").startswith("<")
        )


def test_is_kept_beside_the_other_files_of_the_lab() -> None:
    assert address("course/01-what-and-why.md") == "assets/lab/start/course/01-what-and-why.json"
