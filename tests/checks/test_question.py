"""What readers could guess by without knowing the answer: the length and place of right choices, over a whole site."""

from __future__ import annotations

import pytest

from checks.harness import sources
from dockernotes.checks.rules import question_guess


def question(right: int, lengths: list[int]) -> str:
    choices = "\n".join(f"{number}. {'x' * length}" for number, length in enumerate(lengths, 1))
    reasons = "\n".join(f"{n}. {'**Right.** ' if n == right else ''}Why." for n in range(1, len(lengths) + 1))
    return f"### What?\n\n{choices}\n\n<details markdown>\n\n{reasons}\n\n</details>\n\n"


def site(*asked: tuple[int, list[int]]) -> dict[str, str]:
    """Return two pages, half of the questions on each."""
    half = len(asked) // 2
    parts = (asked[:half], asked[half:])
    return {
        f"{i}.md": "## Check yourself\n\n" + "".join(question(*one) for one in part) for i, part in enumerate(parts)
    }


EVEN = [(right, [length, 21, 22]) for right in (1, 2, 3) for length in (20, 23, 20, 23)]
SAID = [
    (EVEN, []),
    ([(n % 3 + 1, [20, 20, 20]) for n in range(12)], []),
    (
        [(n % 3 + 1, [20 + 9 * (n % 3 == place) for place in range(3)]) for n in range(12)],
        ["longest in 12 of 12", "shortest in 0 of 12"],
    ),
    (
        [(n % 3 + 1, [20 - 9 * (n % 3 == place) for place in range(3)]) for n in range(12)],
        ["longest in 0 of 12", "shortest in 12 of 12"],
    ),
    ([(1, [20, 20, 20]) for _ in range(12)], ["first in 12 of 12", "last in 0 of 12"]),
    ([(3, [20, 20, 20]) for _ in range(12)], ["first in 0 of 12", "last in 12 of 12"]),
    ([(2, [20, 20]) for _ in range(12)], ["first in 0 of 12", "last in 12 of 12"]),
    ([(1, [29, 20, 20]) for _ in range(11)], []),
]


@pytest.mark.parametrize(("asked", "said"), SAID)
def test_what_gives_right_choices_away(asked: list[tuple[int, list[int]]], said: list[str]) -> None:
    """Two standard deviations are allowed, and a few questions prove nothing."""
    found = list(question_guess.check_sources(sources(site(*asked))))
    assert [part in problem.message for part, problem in zip(said, found, strict=True)] == [True] * len(said)


def test_a_question_without_a_right_choice_is_left_to_its_own_rule() -> None:
    pages = {name: text.replace("**Right.** ", "") for name, text in site(*SAID[4][0]).items()}
    assert list(question_guess.check_sources(sources(pages))) == []


def test_the_place_that_is_named_has_the_trait() -> None:
    pages = site(*[(n % 3 + 1, [20 + 9 * (n % 3 == place) for place in range(3)]) for n in range(12)])
    found = next(question_guess.check_sources(sources(pages)))
    assert pages[found.path].split("\n")[found.line - 1] == "### What?"
