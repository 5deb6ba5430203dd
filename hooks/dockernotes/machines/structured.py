"""Structured data of a page (schema.org, JSON-LD): the course on the home page, an article on every other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dockernotes.catalog.lookup import COURSE


@dataclass(frozen=True, slots=True)
class Page:
    """What is known about a page. `path`: titles and addresses from the home page down to it."""

    title: str
    description: str
    address: str
    image: str
    path: Sequence[tuple[str, str]]
    minutes: int = 0
    changed: str = ""


def course(name: str, description: str, home: Page, chapters: Sequence[Page]) -> dict[str, Any]:
    """Return the data of the home page: the site, and the course with its chapters."""
    minutes = sum(chapter.minutes for chapter in chapters)
    site = {"@type": "WebSite", "@id": f"{home.address}#site", "name": name, "url": home.address}
    whole = {
        "@type": "Course",
        "@id": f"{home.address}#course",
        "name": name,
        "description": description,
        "url": home.address,
        "image": home.image,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "educationalLevel": "Beginner",
        "provider": {"@type": "Organization", "name": name, "url": home.address},
        "isBasedOn": COURSE,
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{minutes // 60}H{minutes % 60}M",
        },
        "hasPart": [{"@type": "LearningResource", "name": c.title, "url": c.address} for c in chapters],
    }
    return {"@context": "https://schema.org", "@graph": [site, whole]}


def article(page: Page, home: str) -> dict[str, Any]:
    """Return the data of any other page: what it is about, where it is in the site, how long it takes."""
    about: dict[str, Any] = {
        "@type": ["TechArticle", "LearningResource"] if page.minutes else "TechArticle",
        "headline": page.title,
        "description": page.description,
        "url": page.address,
        "image": page.image,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isPartOf": {"@id": f"{home}#course" if page.minutes else f"{home}#site"},
    }
    if page.minutes:
        about["timeRequired"] = f"PT{page.minutes}M"
    if page.changed:
        about["dateModified"] = page.changed
    steps = [
        {"@type": "ListItem", "position": number, "name": title, "item": address}
        for number, (title, address) in enumerate(page.path, 1)
    ]
    return {"@context": "https://schema.org", "@graph": [about, {"@type": "BreadcrumbList", "itemListElement": steps}]}


def markup(data: Mapping[str, Any]) -> str:
    """Return data as the content of a script element. It has no `<`, so that no text in it can end the element."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
