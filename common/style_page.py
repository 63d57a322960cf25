"""What the living style page shows: sample content for every component, for eyes and for tests."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.core.paginator import Page, Paginator
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SampleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Product name"), help_text=gettext_lazy("As a buyer would say it."))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), choices=[("", "–"), ("pc", gettext_lazy("piece")), ("kg", gettext_lazy("kilogram"))]
    )
    ready = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Export ready")), ("soon", gettext_lazy("Ready after changes"))],
    )
    score = forms.ChoiceField(
        label=gettext_lazy("Materials and finish"),
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        choices=[(n, n) for n in range(1, 6)],
    )
    story = forms.CharField(label=gettext_lazy("Its story"), widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label=gettext_lazy("These particulars are right"))


def sample_context() -> dict[str, object]:
    """Everything pages/style.html needs. No row of the database is touched."""
    photo = SimpleNamespace(src=static("img/sample.svg"), avif="", jpeg="", width=800, height=600)
    faulty = SampleForm({"name": "", "unit": "pc", "ready": "soon", "score": "4"})
    faulty.is_valid()
    tile = _tile(photo)
    return {
        "form": SampleForm(auto_id="sample_%s"),
        "faulty": faulty,
        "photo": photo,
        "tiles": [tile, {**tile, "photo": None}],
        "tasks": _tasks(),
        "steps": [
            {"title": _("Company"), "state": "done", "url": "#stepper"},
            {"title": _("Figures"), "state": "current"},
            {"title": _("Check answers"), "state": "todo"},
        ],
        "crumbs": [{"title": _("Products"), "url": "#"}, {"title": _("Rattan basket")}],
        "head": [{"label": _("Country")}, {"label": _("Year")}, {"label": _("Share"), "num": True}],
        "rows": [
            [{"text": "Indonesia", "url": "#table"}, {"text": "2018"}, {"text": "14,4%", "num": True}],
            [{"text": "Thailand"}, {"text": "2018"}, {"text": "28,7%", "num": True}],
        ],
        "page": _page(),
        "svg": _bars([(_("Design"), 4), (_("Buying"), 3), (_("Aggregation"), 2)]),
        "tabs": [
            {"title": _("All"), "url": "#tabs", "current": True, "count": 12},
            {"title": _("New"), "url": "#tabs"},
        ],
        "facts": [{"term": "MOQ", "value": "200"}, {"term": _("Lead time"), "value": ""}],
        "pins": [{"x": 0.31, "y": 0.55, "number": 1, "severity": "must", "text": _("Weave is loose here")}],
        "amount": Decimal("1250000"),
        "when": datetime(2026, 5, 3, 3, 42, tzinfo=UTC),
    }


def _tile(photo: SimpleNamespace) -> dict[str, object]:
    badge_good, badge_seal = {"text": _("Export ready"), "kind": "good"}, {"text": _("Verified"), "kind": "seal"}
    return {
        "url": "#tile",
        "title": _("Rattan basket"),
        "company": "Anyaman Sample",
        "place": "Tangerang",
        "price": "USD 12,50 FOB",
        "photo": photo,
        "alt": _("A woven basket with a handle"),
        "badges": [badge_good, badge_seal],
    }


def _tasks() -> list[dict[str, str]]:
    return [
        {"title": _("Company"), "url": "#task-list", "state": "done"},
        {"title": _("Products"), "url": "#task-list", "state": "started", "hint": _("2 of 3 have a photo")},
        {"title": _("Certificates"), "url": "#task-list", "state": "returned"},
        {"title": _("Figures"), "url": "#task-list", "state": "todo"},
        {"title": _("Review"), "url": "", "state": "blocked"},
    ]


def _page() -> Page[int]:
    return Paginator(range(30), 10).page(2)


def _bars(values: list[tuple[str, int]]) -> str:
    """Plain bars from 0 to 5 as SVG."""
    lines = [
        format_html(
            '<text x="0" y="{}" font-size="14">{}</text>'
            '<rect x="110" y="{}" width="{}" height="18" rx="3" fill="#0d4a37"/>',
            20 + 32 * at,
            label,
            6 + 32 * at,
            value * 80,
        )
        for at, (label, value) in enumerate(values)
    ]
    return format_html(
        '<svg viewBox="0 0 520 {}" aria-hidden="true">{}</svg>',
        32 * len(values),
        format_html("{}" * len(lines), *lines),
    )
