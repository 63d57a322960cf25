"""Pins on a photo (static/js/pins.js): by mouse, by finger, by keys."""

import pytest
from playwright.sync_api import Locator, Page, expect

from common.style_page import sample_context
from tests.look.conftest import Stage

SOURCE = """{% extends "base.html" %}{% load static %}{% block title %}t{% endblock %}{% block htmx %}{% endblock %}
{% block main %}{% include "components/pin_photo.html" with alt="Keranjang" editable=editable %}
{% for form in forms %}<form data-pin-form data-number="{{ forloop.counter }}" id="{{ form }}"><input name="a">
<input type="hidden" data-pin-x><input type="hidden" data-pin-y></form>{% endfor %}
{% endblock %}{% block scripts %}<script src="{% static 'js/pins.js' %}" type="module"></script>{% endblock %}"""


@pytest.fixture
def desk(stage: Stage) -> Stage:
    stage.show(
        SOURCE, forms=("one", "two"), editable=True, photo=sample_context()["photo"], pins=sample_context()["pins"]
    )
    expect(stage.page.locator(".pin").first).to_be_visible()
    return stage


def place(page: Page, form: str) -> tuple[float, float]:
    x, y = (page.locator(f"#{form} [data-pin-{axis}]").input_value() for axis in "xy")
    return float(x), float(y)


def at(photo: Locator, x: float, y: float) -> dict[str, float]:
    box = photo.bounding_box()
    assert box
    return {"x": box["width"] * x, "y": box["height"] * y}


def test_a_pin_stands_where_its_numbers_say(desk: Stage) -> None:
    photo, pin = desk.page.locator(".pins").bounding_box(), desk.page.locator(".pin").first.bounding_box()
    assert photo
    assert pin
    assert (pin["x"] + pin["width"] / 2 - photo["x"]) / photo["width"] == pytest.approx(0.31, abs=0.01)
    assert (pin["y"] + pin["height"] / 2 - photo["y"]) / photo["height"] == pytest.approx(0.55, abs=0.01)
    assert desk.errors == []


def test_a_tap_sets_the_pin_of_the_finding_in_hand(desk: Stage) -> None:
    page = desk.page
    page.locator("#two [name=a]").focus()
    photo = page.locator(".pins")
    photo.click(position=at(photo, 0.25, 0.4))  # type: ignore[arg-type]
    assert place(page, "two") == pytest.approx((0.25, 0.4), abs=0.01)
    assert page.locator("#one [data-pin-x]").input_value() == ""
    expect(page.locator(".pin[data-for='2']")).to_have_class("pin active")


def test_closer_the_place_is_still_a_share_of_the_photo(desk: Stage) -> None:
    page = desk.page
    page.locator("#two [name=a]").focus()
    page.locator("[data-zoom='1']").click()
    photo = page.locator(".pins")
    photo.click(position=at(photo, 0.5, 0.5))  # type: ignore[arg-type]
    assert place(page, "two") == pytest.approx((0.5, 0.5), abs=0.01)
    photo.click(position=at(photo, 0.2, 0.5))  # type: ignore[arg-type]
    assert place(page, "two")[0] == pytest.approx(0.5 - 0.3 / 1.5, abs=0.01)


def test_dragging_moves_the_photo_and_sets_nothing(desk: Stage) -> None:
    page = desk.page
    page.locator("[data-zoom='1']").click()
    box = page.locator(".pins").bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    assert page.locator("#two [data-pin-x]").input_value() == ""
    assert "translate(" in str(page.locator(".canvas").get_attribute("style"))


def test_by_keys_alone(desk: Stage) -> None:
    page = desk.page
    page.locator("#one [name=a]").focus()
    page.locator(".pins").focus()
    for key in ["ArrowRight"] * 5 + ["ArrowDown"] * 5:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    assert place(page, "one") == pytest.approx((0.6, 0.6), abs=0.001)


def test_a_pin_leads_to_its_finding(desk: Stage) -> None:
    desk.page.locator(".pin[data-for='1']").click()
    expect(desk.page.locator("#one [name=a]")).to_be_focused()


def test_only_looking_sets_nothing(stage: Stage) -> None:
    context = sample_context()
    page = stage.show(SOURCE, forms=("one", "two"), editable="", photo=context["photo"], pins=context["pins"])
    expect(page.locator(".pin").first).to_be_visible()
    page.locator(".pins").click(position={"x": 40, "y": 40})
    assert page.locator("#two [data-pin-x]").input_value() == ""
