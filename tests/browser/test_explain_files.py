"""The page that explains commands, given something else: files, messages, relatives of docker, a form to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.visits import AXE, WIDTHS, axe

pytestmark = [pytest.mark.browser, pytest.mark.npm]

FIELD = "Your command, file or message"
COMPOSE = """services:
  web:
    image: nginx:1.29
    ports: ["8080:80"]
    depends_on: [db]
    networks: [front, back]
  db:
    image: postgres:18
    environment:
      POSTGRES_PASSWORD: ${DB_PASSWORD}
    volumes: [data:/var/lib/postgresql]
    networks: [back]
networks:
  front:
  back:
volumes:
  data:
"""
DOCKERFILE = "FROM Node:24\nWORKDIR /app\nCOPY --link . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n"


@pytest.fixture
def page(base: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(base + "explain/")
    yield page
    assert errors == []


def _give(page: Page, text: str, said: str) -> None:
    page.get_by_label(FIELD).fill(text)
    expect(page.get_by_role("status")).to_contain_text(said)


def test_a_compose_file(page: Page) -> None:
    _give(page, COMPOSE, "A Compose file: 2 services. The schema accepts it.")
    web = page.locator(".dn-drawn__service", has=page.get_by_text("web", exact=True))
    expect(web).to_contain_text("8080 \u2192 80")
    expect(web).to_contain_text("networks front, back")
    expect(web).to_contain_text("after db")
    expect(web.locator(".dn-rail--stop")).to_have_count(2)
    expect(page.locator(".dn-drawn__named")).to_have_text("data \u2192 /var/lib/postgresql")
    row = page.locator(".dn-keys > div", has=page.get_by_role("link", name="depends_on: [db]"))
    expect(row).to_contain_text("What has to be started")
    expect(page.get_by_text("Filled in from your shell or a .env file: DB_PASSWORD.")).to_be_visible()
    commands = page.get_by_label("Commands", exact=True)
    expect(commands).to_contain_text("docker network connect --alias web app_back app-web-1")
    page.get_by_role("button", name="Explain them").click()
    expect(page.get_by_role("status")).to_contain_text("docker commands.")
    expect(page.locator(".dn-fault:not(.dn-fault--doubt)")).to_have_count(0)


def test_a_compose_file_with_mistakes(page: Page) -> None:
    _give(page, COMPOSE.replace("ports:", "port:").replace("[data:", "[date:"), "2 mistakes.")
    expect(page.locator(".dn-fault")).to_contain_text(
        ["Line 4: Unknown key port", "Line 11: No volume date in this file; did you mean data?"]
    )
    expect(page.locator(".dn-keys .dn-wrong")).not_to_have_count(0)


def test_a_dockerfile(page: Page) -> None:
    _give(page, DOCKERFILE, "A Dockerfile: 4 instructions. 1 mistake.")
    expect(page.locator(".dn-fault")).to_contain_text("Line 1: Node:24: an image's name has to be in lower case: node.")
    row = page.locator(".dn-keys > div", has=page.get_by_role("link", name="RUN --mount"))
    expect(row).to_contain_text("Run a command while the image is built")
    expect(row.locator("li")).to_contain_text("--mount=type=cache,target=/root/.npm")


def test_a_message_leads_to_its_entry_with_its_text(page: Page) -> None:
    message = 'docker: Error response from daemon: Conflict. The container name "/web" is already in use & more'
    _give(page, message, "This looks like an error message.")
    page.get_by_role("link", name="See what it means").click()
    expect(page).to_have_url(re.compile(r"/reference/errors/#message=docker%3A%20Error.*%26%20more$"))


def test_output_in_a_session_leads_there_too(page: Page) -> None:
    session = '$ docker rm web\nError response from daemon: cannot remove container "web": container is running'
    _give(page, session, "1 docker command.")
    expect(page.get_by_role("link", name="See what it means")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("podman run -d nginx", "docker run -d nginx"),
        ("kubectl get pods", "docker ps"),
        ("sudo nerdctl images", "docker images"),
    ],
)
def test_relatives_of_docker(page: Page, text: str, nearest: str) -> None:
    _give(page, text, nearest)
    page.get_by_role("button", name="Explain it").click()
    expect(page.get_by_label(FIELD)).to_have_value(nearest)
    expect(page.get_by_role("status")).to_contain_text("1 docker command.")


@pytest.mark.parametrize("text", ["ls -l", "apiVersion: v1\nkind: Pod\n", "segmentation fault", "FROM", "services:"])
def test_there_is_always_an_answer(page: Page, text: str) -> None:
    page.get_by_label(FIELD).fill(text)
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.get_by_text("There is no docker command in this")).to_have_count(0)


def test_a_form_makes_a_command(page: Page) -> None:
    page.get_by_role("tab", name="Explain", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Make a docker run")).to_be_focused()
    form = page.get_by_role("form", name="A docker run command")
    form.get_by_label("Image", exact=True).fill("nginx:1.29")
    form.get_by_label("Ports").fill("8080:80\n8443:443")
    form.get_by_label("Environment").fill("A=b c\nHERE=$PWD")
    form.get_by_label("Restart it").select_option("always")
    form.get_by_label("Start a small init").check()
    made = "docker run -d --init -p 8080:80 -p 8443:443 -e 'A=b c' -e \"HERE=$PWD\" --restart always nginx:1.29"
    expect(page.get_by_label("Command", exact=True)).to_have_text(made)
    expect(page.get_by_label("compose.yaml")).to_contain_text("restart: always")
    form.get_by_label("Memory").fill("lots")
    expect(page.locator("#panel-make .dn-fault")).to_contain_text("Invalid value lots of --memory")
    form.get_by_label("Memory").fill("")
    page.locator("#panel-make").get_by_role("button", name="Explain it").click()
    expect(page.get_by_label(FIELD)).to_have_value(made)
    expect(page.get_by_role("tab", name="Explain", exact=True)).to_have_attribute("aria-selected", "true")


def test_an_address_opens_the_form(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "explain/#make")
    expect(page.get_by_label("Image", exact=True)).to_be_visible()


@pytest.mark.parametrize("given", [COMPOSE, DOCKERFILE, "kubectl get pods", "docker run -d --port 8080:80 nginx", ""])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(base: str, browser: Browser, given: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(base + ("explain/" if given else "explain/#make"))
    if given:
        page.get_by_label(FIELD).fill(given)
        expect(page.get_by_role("status")).not_to_be_empty()
    else:
        expect(page.get_by_label("Image", exact=True)).to_be_visible()
    assert AXE.exists()
    assert axe(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, width


def test_without_npm_the_page_says_what_is_missing(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/composeview*.js", lambda route: route.abort())
    page.goto(base + "explain/")
    _give(page, COMPOSE, "This copy of the site was built without support for Compose files.")
    _give(page, "docker ps", "1 docker command.")
