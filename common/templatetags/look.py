"""Template tags of the look: icons, blocks with a body, and values in the reader's format."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.templatetags._icons import ICONS

register = template.Library()

NO_BREAK = "\u00a0"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
Number = Decimal | int | float | str


def reader() -> Locale:
    """The Babel locale of the language this page is shown in; Indonesian when it is neither of ours."""
    return Locale.parse("en" if (get_language() or "id").startswith("en") else "id")


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


@register.filter
def number(value: Number | None, places: int | str = "") -> str:
    """1250000.5 as "1.250.000,5" for an Indonesian reader; `places` fixes the decimals. "" for nothing."""
    amount = _decimal(value)
    if amount is None:
        return ""
    pattern = "#,##0.###" if places == "" else "#,##0" + ("." + "0" * int(places) if int(places) else "")
    return format_decimal(amount, format=pattern, locale=reader())


@register.filter
def money(value: Number | None, currency: str = "IDR") -> str:
    """An amount with its currency before it: "Rp 1.250.000" or "USD 1,250.00". Rupiah show no empty sen."""
    amount = _decimal(value)
    if amount is None:
        return ""
    places = 0 if currency in {"IDR", "JPY", "KRW", "VND"} and amount == amount.to_integral_value() else 2
    return f"{'Rp' if currency == 'IDR' else currency}{NO_BREAK}{number(amount, places)}"


@register.filter
def percent(value: Number | None, places: int = 1) -> str:
    """A share already in per cent: 15.7 as "15,7%" (Indonesian) or "15.7%"."""
    amount = _decimal(value)
    if amount is None:
        return ""
    pattern = "#,##0" + ("." + "0" * int(places) if int(places) else "") + "%"
    return format_percent(amount / 100, format=pattern, locale=reader())


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A date with the month in letters: "3 Mei 2026" or "3 May 2026"; a moment is taken in the current zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = _local(value).date()
    return format_date(value, format="d MMMM y", locale=reader())


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A date and time in the current zone, with the zone's name: "3 Mei 2026, 10.42 WIB"."""
    if value is None or value == "":
        return ""
    return f"{day(value)}, {clock(value)}{NO_BREAK}{zone(_local(value))}"


@register.filter
def clock(value: dt.datetime | None) -> str:
    """Only the time: "10.42" in Indonesian, "10:42" in English."""
    if value is None or value == "":
        return ""
    return format_time(_local(value), format="HH.mm" if reader().language == "id" else "HH:mm", locale=reader())


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def zone(value: dt.datetime) -> str:
    """WIB, WITA or WIT where the zone is Indonesian, else the zone's own abbreviation."""
    return ZONES.get(str(value.tzinfo), value.tzname() or "")


@register.filter
def whatsapp(text: str) -> str:
    """The address that opens WhatsApp with this text ready to send, to nobody yet."""
    return f"https://wa.me/?text={quote(str(text))}"


@register.filter
def undo_url(tags: str) -> str:
    """The address that takes a message's deed back: a message carries it as ``extra_tags=f"undo:{url}"``."""
    return next((tag.removeprefix("undo:") for tag in (tags or "").split() if tag.startswith("undo:")), "")


@register.filter
def at(sequence: Sequence[object], index: int) -> object:
    """The item at an index, "" past the end: for tables whose heads and cells run side by side."""
    return sequence[index] if sequence and index < len(sequence) else ""


@register.filter
def get(mapping: object, key: str) -> object:
    """`mapping[key]` or `mapping.key` with a key that is a variable; "" when there is none."""
    return mapping.get(key, "") if isinstance(mapping, dict) else getattr(mapping, key, "")


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """A line icon, 24 x 24, in the colour of its text; silent to screen readers unless titled."""
    voice = format_html(' role="img" aria-label="{}"', title) if title else mark_safe(' aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" '
        'stroke-linecap="round" stroke-linejoin="round"{}>{}</svg>',
        voice,
        mark_safe(ICONS[name]),
    )


@register.simple_block_tag(takes_context=True)
def card(context: template.Context, content: str, **values: object) -> str:
    """`{% card title="…" %} body {% endcard %}`: see templates/components/card.html."""
    return _part("card", context, content, values)


@register.simple_block_tag(takes_context=True)
def heading(context: template.Context, content: str, **values: object) -> str:
    """`{% heading title="…" lead="…" %} buttons {% endheading %}`: see templates/components/heading.html."""
    return _part("heading", context, content, values)


@register.simple_block_tag(takes_context=True)
def dialog(context: template.Context, content: str, **values: object) -> str:
    """`{% dialog id="…" title="…" %} body {% enddialog %}`: see templates/components/dialog.html."""
    return _part("dialog", context, content, values)


@register.simple_block_tag(takes_context=True)
def notice(context: template.Context, content: str, **values: object) -> str:
    """`{% notice kind="wait" %} body {% endnotice %}`: see templates/components/notice.html."""
    return _part("notice", context, content, values)


def _part(name: str, context: template.Context, content: str, values: dict[str, object]) -> str:
    return render_to_string(
        f"components/{name}.html", {**values, "content": content, "csrf_token": context.get("csrf_token")}
    )
