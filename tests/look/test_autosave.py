"""A form that saves itself (static/js/autosave.js), also where the network does not."""

import re
from urllib.parse import unquote_plus

from playwright.sync_api import Page, Request, expect

from tests.look.conftest import Stage

SOURCE = """{% extends "base.html" %}{% load static %}{% block title %}t{% endblock %}{% block htmx %}{% endblock %}
{% block main %}<form method="post" action="/kirim/" data-autosave data-url="/simpan/" data-key="product:1:user:2"
  data-saved="Tersimpan" data-saving="Menyimpan" data-kept="Disimpan di ponsel ini">{% csrf_token %}
  <input type="hidden" name="version" value="{{ version }}">
  <label>Nama <input name="name" value="{{ name }}"></label>
  <label><input type="checkbox" name="size" value="s"> S</label>
  <label><input type="checkbox" name="size" value="m"> M</label>
  <p role="status" data-saved-status></p><button>Kirim</button></form>{% endblock %}
{% block scripts %}<script src="{% static 'js/autosave.js' %}" type="module"></script>{% endblock %}"""
GONE = re.compile(r"/kirim/|chrome-error")
STATUS = "[data-saved-status]"


def stored(page: Page) -> str | None:
    kept: str | None = page.evaluate("localStorage.getItem('draft:product:1:user:2')")
    return kept


def value(request: Request, name: str) -> str:
    """One field of multipart form data."""
    return unquote_plus((request.post_data or "").split(f'name="{name}"\r\n\r\n')[1].split("\r\n")[0])


def test_it_saves_after_a_pause_and_says_when(stage: Stage) -> None:
    stage.answers["/simpan/"] = lambda request: (200, {"version": 4})
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").press_sequentially("Keranjang", delay=30)
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d$"))
    assert len(stage.sent) == 1, "one sending for one pause"
    assert (value(stage.sent[0], "name"), value(stage.sent[0], "version")) == ("Keranjang", "3")
    assert page.locator("[name=version]").input_value() == "4"
    assert stored(page) is None
    assert stage.errors == []


def test_without_a_network_it_is_kept_here_and_sent_later(stage: Stage) -> None:
    reachable: list[bool] = []
    stage.answers["/simpan/"] = lambda request: (200, {}) if reachable else None
    page = stage.show(SOURCE, name="", version=3)
    page.context.set_offline(True)
    page.locator("[name=name]").fill("Tikar")
    expect(page.locator(STATUS)).to_have_text("Disimpan di ponsel ini")
    assert "Tikar" in str(stored(page))
    reachable.append(True)
    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("Tersimpan")
    assert stored(page) is None


def test_what_did_not_get_through_is_there_again_after_a_reload(stage: Stage) -> None:
    reachable: list[bool] = []
    stage.answers["/simpan/"] = lambda request: (200, {}) if reachable else None
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").fill("Tikar pandan")
    page.locator("[value=m]").check()
    expect(page.locator(STATUS)).to_have_text("Disimpan di ponsel ini")
    reachable.append(True)
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("Tikar pandan")
    expect(page.locator("[value=m]")).to_be_checked()
    expect(page.locator("[value=s]")).not_to_be_checked()
    expect(page.locator(STATUS)).to_contain_text("Tersimpan")
    assert stored(page) is None


def test_somebody_elses_saving_stops_it_and_is_shown(stage: Stage) -> None:
    stage.answers["/simpan/"] = lambda request: (409, {"error": "x", "html": "<p>Budi baru saja menyimpan.</p>"})
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").fill("Tikar")
    expect(page.get_by_role("alert")).to_contain_text("Budi baru saja menyimpan.")
    page.locator("[name=name]").fill("Tikar dua")
    page.wait_for_timeout(1200)
    assert len(stage.sent) == 1


def test_a_refusal_is_said_and_the_words_stay(stage: Stage) -> None:
    stage.answers["/simpan/"] = lambda request: (400, {"error": "Nama terlalu panjang."})
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").fill("x" * 9)
    expect(page.locator(STATUS)).to_have_text("Nama terlalu panjang.")
    assert stored(page) is not None


def test_what_the_button_sent_does_not_come_back(stage: Stage) -> None:
    stage.answers["/simpan/"] = lambda request: None
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").fill("Tikar")
    page.locator("button").filter(has_text="Kirim").click()
    page.wait_for_url(GONE)
    stage.show(SOURCE, name="Tikar pandan", version=4)
    expect(page.locator("[name=name]")).to_have_value("Tikar pandan")
    assert stored(page) is None


def test_what_the_button_could_not_send_does(stage: Stage) -> None:
    stage.answers["/simpan/"] = stage.answers["/kirim/"] = lambda request: None
    page = stage.show(SOURCE, name="", version=3)
    page.locator("[name=name]").fill("Tikar")
    page.locator("button").filter(has_text="Kirim").click()
    page.wait_for_url(GONE)
    stage.show(SOURCE, name="", version=3)
    expect(page.locator("[name=name]")).to_have_value("Tikar")
