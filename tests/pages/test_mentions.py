"""Glossary terms are linked where they mean what the glossary says, and nowhere else."""

from __future__ import annotations

import re

import pytest

from dockernotes.pages.mentions import Mentions
from vectors.record import index

MENTIONS = Mentions(index())

TEXTS = [
    ("Push the image to a registry.", "image registry"),
    ("An Image is a template.", "Image"),
    ("Switch on the Virtual Machine Platform in Windows.", ""),
    ("Google's Artifact Registry stores them.", ""),
    ("ADD fetches Git repositories.", ""),
    ("A registry holds repositories.", "registry repositories"),
    ("Ask Docker Hub for it.", "Docker Hub"),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_words_that_are_linked(text: str, words: str) -> None:
    html = MENTIONS.link(f"<p>{text}</p>", lambda address: address)
    assert " ".join(re.findall(r'class="dn-term"[^>]*>([^<]+)<', html)) == words
