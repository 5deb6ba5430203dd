"""What runs on GitHub: pinned, limited, without secrets where contributors' code runs; and its forms and hooks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from checks.harness import problems
from conftest import PUBLISHED, ROOT
from dockernotes.report.text import text

WORKFLOWS = {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / ".github/workflows").glob("*.yml"))}
JOBS: dict[str, dict[str, Any]] = {
    f"{name}: {job}": body for name, source in WORKFLOWS.items() for job, body in yaml.safe_load(source)["jobs"].items()
}
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
# Jobs that may write, and the actions and programs that they run, none of which come from a pull request.
WRITING = {
    "comment.yml: comment": {"pull-requests": "write"},
    "lessons.yml: report": {"issues": "write"},
    "links.yml: report": {"issues": "write"},
    "outdated.yml: report": {"issues": "write"},
    "report.yml: report": {"issues": "write"},
    "site.yml: attest": {"attestations": "write", "id-token": "write"},
    "site.yml: publish": {"id-token": "write", "pages": "write"},
}


def test_actions_are_pinned_alike() -> None:
    """They are pinned by commit, with the version next to it, and each action by one commit only."""
    pins: dict[str, set[str]] = {}
    for name, source in WORKFLOWS.items():
        for action, rest in re.findall(r"uses: (?!\$/)([\w./-]+)(.*)", source):
            assert re.fullmatch(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+", rest), (name, action, rest)
            pins.setdefault(action, set()).add(rest)
    assert {action for action, every in pins.items() if len(every) > 1} == set()


@pytest.mark.parametrize("name", JOBS)
def test_a_job_may_do_what_is_listed_here(name: str) -> None:
    """It has a time limit, and writes only what is listed here. A job that writes runs no code from the repository."""
    job = JOBS[name]
    if "uses" in job:  # it calls a job of this repository, and must not have more rights than that
        called = JOBS[f"{Path(job['uses']).name}: report"]
        assert job["uses"] == "$/.github/workflows/report.yml"
        assert job["permissions"] == called["permissions"]
        job = called
    assert job["timeout-minutes"] <= 45
    writes = {what: how for what, how in job["permissions"].items() if how != "read"}
    assert writes == WRITING.get(name, {})
    if writes and name != "comment.yml: comment":
        assert not any("checkout" in step.get("uses", "") for step in job["steps"])
        assert not any(re.search(r"^\s*make\b", step.get("run", ""), re.MULTILINE) for step in job["steps"])


def test_no_secret_and_no_dangerous_event() -> None:
    """Workflows don't even mention them."""
    for name, source in WORKFLOWS.items():
        assert "secrets." not in source, name
        assert "pull_request_target" not in source, name
        assert yaml.safe_load(source)["permissions"] == {}, name
    assert [name for name, source in WORKFLOWS.items() if "workflow_run:" in source] == ["comment.yml"]
    (checkout,) = [step for step in JOBS["comment.yml: comment"]["steps"] if "checkout" in step.get("uses", "")]
    assert "ref" not in checkout["with"]  # for this event, the default is `main`


BAD = [
    ("site.yml", "@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0 # v7.0.0", "@v5", "unpinned-uses"),
    ("site.yml", "persist-credentials: false", "persist-credentials: true", "artipacked"),
    (
        "site.yml",
        "      contents: read # clone",
        "      contents: write",
        "excessive-permissions|undocumented-permissions",
    ),
    ("site.yml", 'run: make check CHECK="--format github"', "run: echo ${{ github.head_ref }}", "template-injection"),
]


@pytest.mark.parametrize(("file", "good", "bad", "audit"), BAD, ids=[b[3] for b in BAD])
def test_the_workflow_lint_is_awake(file: str, good: str, bad: str, audit: str, tmp_path: Path) -> None:
    """The Makefile's line finds what zizmor is used for."""
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    assert good in WORKFLOWS[file]
    (tmp_path / ".github/workflows" / file).write_text(WORKFLOWS[file].replace(good, bad), encoding="utf-8")
    listed = subprocess.run(["make", "-n", "check-workflows"], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = [line for line in listed.stdout.split("\n") if "zizmor" in line]
    done = subprocess.run(
        ["bash", "-c", line.replace("hooks/", f"{ROOT}/hooks/")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert re.search(audit, done.stdout + done.stderr)


GH = """#!/usr/bin/env python3
import pathlib, sys
words = sys.argv[1:]
print(*words, sep="\\n", file=pathlib.Path("asked").open("a"))
if words[1] == "list": print(pathlib.Path("number").read_text())
"""


@pytest.mark.parametrize("number", ["", "7"])
@pytest.mark.parametrize("caller", ["lessons.yml: report", "links.yml: report", "outdated.yml: report"])
def test_the_report_is_one_issue(caller: str, number: str, tmp_path: Path) -> None:
    """An issue is opened, or the open one gets a comment. The findings are plain text in it, whatever they contain."""
    (step,) = [step for step in JOBS["report.yml: report"]["steps"] if "run" in step]
    given = JOBS[caller]["with"]
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)
    (tmp_path / "number").write_text(number)
    (tmp_path / f"{given['artifact']}.txt").write_text("-old `$(touch ran)`\n+new\n")
    environment = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda key: given[key[1]], value)
        for name, value in step["env"].items()
    }
    environment["PATH"] = f"{gh.parent}:{os.environ['PATH']}"
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    body = (tmp_path / "body.md").read_text()
    assert body == f"{given['text']}\n\n````diff\n-old `$(touch ran)`\n+new\n\n````\n"
    asked = (tmp_path / "asked").read_text().split("\n")
    assert f'in:title "{given["title"]}"' in asked
    assert asked[asked.index("issue", 1) + 1] == ("comment" if number else "create")
    assert number in asked
    assert not (tmp_path / "ran").exists()


def test_a_pipe_fails_when_what_it_reads_from_fails() -> None:
    """A step's default shell has no `pipefail`: a failed figure would be recorded and forgotten."""
    for name, job in JOBS.items():
        for step in job.get("steps", []):
            piped = re.search(r"^\s*make[^|\n]*[^|]\|[^|]", step.get("run", ""), re.MULTILINE)
            assert not piped or step.get("shell") == "bash", name


def test_what_is_published_is_what_was_built(tmp_path: Path) -> None:
    """The digest is compared before the artifact is signed and before it is published, and another file is refused."""
    (tmp_path / "artifact.tar").write_bytes(b"built")
    jobs = yaml.safe_load(WORKFLOWS["site.yml"])["jobs"]
    (made,) = [step for step in jobs["build"]["steps"] if step.get("id") == "digest"]
    environment = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "said")}
    subprocess.run(["bash", "-e", "-c", made["run"]], env=environment, check=True)
    digest = (tmp_path / "said").read_text().strip().removeprefix("digest=")
    for job, then in {"attest": "attest-build-provenance", "publish": "deploy-pages"}.items():
        steps = jobs[job]["steps"]
        (at,) = [n for n, step in enumerate(steps) if "sha256sum --check" in step.get("run", "")]
        assert then in steps[at + 1]["uses"]
        assert steps[at]["env"] == {"DIGEST": "${{ needs.build.outputs.digest }}"}
        for content, status in {b"built": 0, b"another": 1}.items():
            (tmp_path / "artifact.tar").write_bytes(content)
            given = environment | {"DIGEST": digest}
            done = subprocess.run(
                ["bash", "-e", "-c", steps[at]["run"]], cwd=tmp_path, env=given, capture_output=True, check=False
            )
            assert done.returncode == status


@pytest.mark.parametrize(("found", "status"), [("7", 0), ("8", 1), ("7 8", 1), ("", 1)])
def test_another_artifact_of_that_name_is_told(found: str, status: int, tmp_path: Path) -> None:
    (gh := tmp_path / "gh").write_text(f'#!/bin/sh\necho "{found}"\n')
    gh.chmod(0o755)
    step = JOBS["site.yml: publish"]["steps"][-1]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ARTIFACT": "7"}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, capture_output=True, check=False)
    assert done.returncode == status


def test_the_matcher_reads_what_is_printed() -> None:
    """Each first line of a diagnostic is matched by exactly one of the two, and no other line is matched."""
    page = "# The Ports\n\n```console\n$ docker run --ports 80:80 nginx\n$ docker run --net shop alpine\n```\n"
    every = problems({"docs/page.md": page})
    matchers = json.loads((ROOT / ".github/problem-matchers/check.json").read_text(encoding="utf-8"))["problemMatcher"]
    found = []
    for line in (text(every, {"docs/page.md": page}) + "WARNING -  docs/x.md:1:2: bad [link-page]").split("\n"):
        hits = [(m["owner"], hit) for m in matchers if (hit := re.match(m["pattern"][0]["regexp"], line))]
        assert len(hits) <= 1
        found += [(owner, hit[1], hit[2], hit[3], hit[5]) for owner, hit in hits]
    assert found == [
        ("docker-notes-remarks", "docs/page.md", "1", "7", "heading-case"),
        ("docker-notes", "docs/page.md", "4", "14", "docker-command"),
        ("docker-notes-remarks", "docs/page.md", "5", "14", "gone"),
        ("docker-notes", "docs/x.md", "1", "2", "link-page"),
    ]


def test_pre_commit_runs_the_parts_of_make_check() -> None:
    """Each hook runs a part of `make check`, and none is missing."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    parts = re.search(r"^check: (.*?) ##", makefile, re.MULTILINE)
    assert parts
    assert [hook["entry"] for hook in hooks] == [f"make {part}" for part in parts[1].split()]


def test_pre_commit_stops_a_commit(tmp_path: Path) -> None:
    """In a new repository, a page with a mistake isn't committed, and a corrected one is."""
    folder = tmp_path / "project"
    shutil.copytree(
        ROOT,
        folder,
        symlinks=True,
        ignore=shutil.ignore_patterns(".git", ".venv", "site", "node_modules", ".hypothesis"),
    )
    (folder / ".venv").symlink_to(ROOT / ".venv")
    environment = os.environ | {
        "PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "SKIP": "spelling,style,workflows",
        **{f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert git("init", "-q").returncode == 0
    git("add", "-A")
    assert git("commit", "-qm", "all", "--no-verify").returncode == 0
    subprocess.run(
        [ROOT / ".venv/bin/pre-commit", "install"], cwd=folder, env=environment, check=True, capture_output=True
    )
    page = folder / "docs/course/03-vms.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good.replace("docker exec sleeper", "docker exce sleeper", 1), encoding="utf-8")
    refused = git("commit", "-qam", "a mistake")
    assert refused.returncode == 1
    assert "unknown command `docker exce`; did you mean `exec`? [docker-command]" in refused.stdout + refused.stderr
    page.write_text(good + "\nMore.\n", encoding="utf-8")
    accepted = git("commit", "-qam", "mended")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr


def test_something_wrong_opens_a_filled_form(site: Path) -> None:
    """Every page has the link. The names in its address are ids of the form's fields; `page` takes any address."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/page.yml").read_text(encoding="utf-8"))
    ids = {field["id"] for field in form["body"]}
    assert {"page", "heading"} <= ids
    pages = [f for f in site.rglob("*.html") if not {"examples", "404.html"} & set(f.relative_to(site).parts)]
    pages = [file for file in pages if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8")]
    assert len(pages) > 30
    for file in pages:
        (link,) = LexborHTMLParser(file.read_text(encoding="utf-8")).css(".dn-wrong a")
        address = urlsplit(link.attributes["href"] or "")
        fields = parse_qs(address.query)
        assert f"https://github.com{address.path}" == PUBLISHED["REPO_URL"] + "/issues/new", file
        assert fields["template"] == ["page.yml"]
        assert fields["page"] == [PUBLISHED["SITE_URL"] + file.relative_to(site).as_posix().removesuffix("index.html")]
        assert fields["title"][0].startswith("Page: ")
        assert set(fields) - {"template", "title", "page"} == set()


def test_every_form_asks_and_needs_something() -> None:
    """No form is empty, and no id is used twice."""
    for file in FORMS:
        form = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.name == "config.yml":
            assert form == {"blank_issues_enabled": False}
            continue
        ids = [field["id"] for field in form["body"]]
        assert len(ids) == len(set(ids)) > 2
        assert any(field.get("validations", {}).get("required") for field in form["body"])


@pytest.mark.browser
def test_the_form_knows_the_heading(base: str, browser: Browser) -> None:
    """It is the heading where the reader rested before going down to the link or, with a selection, the selection's."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(base + "course/03-vms/")
    page.route("https://github.com/**", lambda route: route.fulfill(body="form"))
    page.locator("#see-it-for-yourself").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#see-it-for-yourself').scrollIntoView()")
    page.wait_for_timeout(1200)
    page.locator(".dn-wrong a").click()
    page.wait_for_url("https://github.com/**")
    assert parse_qs(urlsplit(page.url).query)["heading"] == ["See it for yourself"]
    page.goto(base + "course/03-vms/")
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#where-the-cut-is-made').nextElementSibling)"
    )
    page.locator(".dn-wrong a").click()
    page.wait_for_url("https://github.com/**")
    assert parse_qs(urlsplit(page.url).query)["heading"] == ["Where the cut is made"]


def test_the_devcontainer_calls_what_there_is() -> None:
    """Its commands are targets of the Makefile, and its port is the one that serves the site."""
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    for key in ("postCreateCommand", "postAttachCommand"):
        command = settings[key].split()
        assert command[0] == "make"
        done = subprocess.run(["make", "-n", command[1]], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert settings["forwardPorts"] == [8000]
