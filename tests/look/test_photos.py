"""The uploader (static/js/photos.js) in a real browser, on a network that the test breaks."""

import io
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import HTTP

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Request, expect

from tests.look.conftest import Answer, Stage

SOURCE = """{% extends "base.html" %}{% load static %}{% block title %}t{% endblock %}{% block htmx %}{% endblock %}
{% block main %}{% include "components/photo_uploader.html" with action="/foto/" url="/foto/satu/" max=3 %}{% endblock %}
{% block scripts %}<script src="{% static 'js/photos.js' %}" type="module"></script>{% endblock %}"""
DONE: Answer = (201, {"id": "1", "html": '<li class="kept">kept</li>'})


def picture(width: int, height: int, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Noise in blocks: as hard to compress as a photo of weaving."""
    image = Image.effect_noise((width // 4, height // 4), 90).resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Secret Camera"
    file = io.BytesIO()
    image.save(file, kind, quality=92, exif=exif)
    return file.getvalue()


def body(request: Request) -> bytes:
    """The file inside the form data of a request."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    for part in message_from_bytes(head + (request.post_data_buffer or b""), policy=HTTP).iter_parts():
        if part.get_param("name", header="content-disposition") == "photo":
            return bytes(part.get_payload(decode=True))
    raise AssertionError("no photo in the request")


def choose(page: Page, *files: bytes, name: str = "foto.jpg") -> None:
    files_given: list[FilePayload] = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for data in files]
    page.set_input_files("input[type=file]", files_given)


@pytest.fixture
def quick(stage: Stage) -> Iterator[Stage]:
    """Back-off without the waiting."""
    stage.page.add_init_script("const real = setTimeout; window.setTimeout = (f, ms, ...a) => real(f, ms / 50, ...a);")
    yield stage
    refused = "Failed to load resource"  # the browser's own line about the answers that the test gave
    assert [line for line in stage.errors if refused not in line] == []


def test_a_large_photo_is_sent_small_upright_and_without_its_origin(quick: Stage) -> None:
    quick.answers["/foto/satu/"] = lambda request: DONE
    page = quick.show(SOURCE)
    original = picture(4000, 3000, orientation=6)
    choose(page, original)
    expect(page.locator(".kept")).to_have_count(1)
    sent = body(quick.sent[0])
    image = Image.open(io.BytesIO(sent))
    assert len(sent) <= 250_000 < len(original)
    assert image.format == "JPEG"
    assert image.width < image.height, "turned upright"
    assert image.height <= 1600
    assert not image.getexif()


def test_it_carries_the_token_and_one_key_through_every_try(quick: Stage) -> None:
    answers: list[Answer | None] = [None, (503, {}), (429, {}), DONE]
    quick.answers["/foto/satu/"] = lambda request: answers[len(quick.sent) - 1]
    page = quick.show(SOURCE)
    choose(page, picture(400, 300))
    expect(page.locator(".kept")).to_have_count(1)
    assert len(quick.sent) == 4
    keys = {request.headers["idempotency-key"] for request in quick.sent}
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert all(request.headers["x-csrftoken"] for request in quick.sent)


def test_a_refusal_shows_the_servers_sentence_and_is_not_tried_again(quick: Stage) -> None:
    quick.answers["/foto/satu/"] = lambda request: (422, {"error": "Foto ini terlalu gelap."})
    page = quick.show(SOURCE)
    choose(page, picture(400, 300))
    expect(page.locator(".uploads .error")).to_have_text("Foto ini terlalu gelap.")
    assert len(quick.sent) == 1
    page.locator(".uploads button").click()
    expect(page.locator(".uploads li")).to_have_count(0)


def test_what_is_no_picture_is_said_here_and_never_sent(quick: Stage) -> None:
    page = quick.show(SOURCE, "en")
    choose(page, b"%PDF-1.7 not a photo", name="invoice.jpg")
    expect(page.locator(".uploads .error")).to_have_text("This file is not a photo that we can read.")
    assert quick.sent == []


def test_without_a_network_it_waits_and_goes_on_by_itself(quick: Stage) -> None:
    quick.answers["/foto/satu/"] = lambda request: DONE
    page = quick.show(SOURCE, "en")
    page.context.set_offline(True)
    choose(page, picture(400, 300))
    expect(page.locator(".uploads li span")).to_have_text("Waiting for the network")
    assert quick.sent == []
    page.context.set_offline(False)
    expect(page.locator(".kept")).to_have_count(1)


def test_giving_up_offers_another_try_with_the_same_key(quick: Stage) -> None:
    works: list[bool] = []
    quick.answers["/foto/satu/"] = lambda request: DONE if works else (500, {})
    page = quick.show(SOURCE, "en")
    choose(page, picture(400, 300))
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    works.append(True)
    again.click()
    expect(page.locator(".kept")).to_have_count(1)
    assert len({request.headers["idempotency-key"] for request in quick.sent}) == 1


def test_no_more_than_fit(quick: Stage) -> None:
    quick.answers["/foto/satu/"] = lambda request: DONE
    page = quick.show(SOURCE, "en")
    choose(page, *[picture(80, 60)] * 5)
    expect(page.locator(".kept")).to_have_count(3)
    expect(page.locator("[data-status]")).to_have_text("No more photos fit here.")
    assert len(quick.sent) == 3


def test_the_plain_button_is_there_only_without_javascript(stage: Stage) -> None:
    page = stage.show(SOURCE)
    expect(page.locator("[data-plain]")).to_be_hidden()
    plain = page.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    plain.set_content(stage.html)
    expect(plain.locator("[data-plain] button")).to_be_visible()
    plain.context.close()
