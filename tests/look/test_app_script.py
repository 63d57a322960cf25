"""What every page may use (static/js/app.js)."""

import re

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from playwright.sync_api import Request, expect

from tests.look.conftest import Answer, Stage

PAGE = '{% extends "base.html" %}{% load look %}{% block title %}t{% endblock %}{% block main %}'
END = "{% endblock %}"


def test_a_message_is_a_toast_with_undo(stage: Stage) -> None:
    message = Message(constants.SUCCESS, "Produk disimpan.", extra_tags="undo:/kembali/")
    page = stage.show(PAGE + END, messages=[message])
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("Produk disimpan.")
    expect(toast.locator("form")).to_have_attribute("action", "/kembali/")
    toast.locator("[data-dismiss]").click()
    expect(toast).to_have_count(0)
    assert stage.errors == []


def test_a_form_is_sent_once(stage: Stage) -> None:
    gone: list[Request] = []

    def slow(request: Request) -> Answer:
        gone.append(request)
        return (204, {})

    stage.answers["/kirim/"] = slow
    page = stage.show(PAGE + '<form method="post" action="/kirim/"><button>Kirim</button></form>' + END)
    page.evaluate("{ const b = document.querySelector('main button'); b.click(); b.click(); b.click(); }")
    page.wait_for_timeout(300)
    assert len(gone) == 1


def test_dialog_opens_and_closes_and_gives_the_focus_back(stage: Stage) -> None:
    opener = '<button command="show-modal" commandfor="ask">Buka</button>'
    page = stage.show(PAGE + opener + '{% dialog id="ask" title="Yakin?" %}<p>x</p>{% enddialog %}' + END)
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_role("dialog", name="Yakin?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Buka")).to_be_focused()


def test_dialog_opens_in_browsers_without_invoker_commands(stage: Stage) -> None:
    stage.page.add_init_script("delete HTMLButtonElement.prototype.commandForElement;")
    stage.page.add_init_script("addEventListener('command', (event) => event.preventDefault(), true);")
    opener = '<button command="show-modal" commandfor="ask">Buka</button>'
    page = stage.show(PAGE + opener + '{% dialog id="ask" title="Yakin?" %}<p>x</p>{% enddialog %}' + END)
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_role("dialog", name="Yakin?")).to_be_visible()


def test_htmx_sends_the_token_and_says_what_fails(stage: Stage) -> None:
    stage.answers["/hapus/"] = lambda request: (500, {})
    page = stage.show(PAGE + '<button hx-post="/hapus/">Hapus</button>' + END, "en")
    page.get_by_role("button", name="Hapus").click()
    expect(page.locator(".toast.error")).to_contain_text("Something went wrong on our side")
    expect(page.get_by_role("button", name="Hapus")).to_be_visible()
    assert re.fullmatch(r"\w{64}", stage.sent[0].headers["x-csrftoken"])


def test_htmx_shows_a_form_that_came_back_with_errors(stage: Stage) -> None:
    stage.answers["/simpan/"] = lambda request: (422, {"error": "empty"})
    page = stage.show(PAGE + '<div id="here"><button hx-post="/simpan/" hx-target="#here">S</button></div>' + END)
    page.locator("#here button").click()
    expect(page.locator("#here")).to_contain_text("empty")


def test_progress_asks_again_until_it_is_done(stage: Stage) -> None:
    stage.answers["/kerja/"] = lambda request: (200, {"state": "done"})
    part = '{% include "components/progress.html" with id="j" state="running" label="L" poll_url="/kerja/" value=3 %}'
    page = stage.show(PAGE + part + END)
    expect(page.locator("#j")).to_have_count(0, timeout=4000)
    page.wait_for_timeout(2500)
    assert len(stage.sent) == 1
