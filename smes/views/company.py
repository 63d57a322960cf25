"""A firm describes itself, one page at a time, checks its answers and sends them to be verified."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_as_message, refusals_on
from smes.domain import companies
from smes.domain.companies import large_sentence, locked_sentence
from smes.domain.completeness import Section, company_sections, missing, share_filled
from smes.forms.company import SECTION_FORMS
from smes.models import Company, VerificationDecision
from smes.views.facts import company_facts
from smes.views.own import own_company

PART = VerificationDecision.Section


@login_required
@require_http_methods(["GET", "HEAD"])
def company(request: HttpRequest) -> HttpResponse:
    """The task list, its state and the next best step."""
    row = own_company(request)
    if row is None:
        return redirect("accounts:start")
    sections = company_sections(row)
    last = row.decisions.first() if row.pk else None
    returned = last if last and row.state == Company.State.RETURNED else None
    context = {
        "company": row,
        "returned": returned,
        "tasks": tasks(row, sections, returned.sections if returned else []),
        "share": share_filled(sections),
        "next": next_step(row, sections),
        "large": large_sentence() if row.size == Company.Size.LARGE else "",
    }
    return render(request, "smes/company.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def section(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the description. *Save for later* takes what is there; a province chosen without JavaScript is shown."""
    row = own_company(request)
    if row is None or key not in SECTION_FORMS:
        raise Http404
    form_class = SECTION_FORMS[key]
    form = form_class(request.POST or None, instance=row, lenient="later" in request.POST)
    if "show" in request.POST:
        form = form_class(instance=row, initial=dict(request.POST.items()))
    elif request.method == "POST" and form.is_valid():
        with refusals_on(form):
            saved = companies.describe(organisation=row.organisation, values=form.cleaned_data, by=person(request))
            return redirect(after(request, saved, key))
    return render(
        request, "smes/company_section.html", section_context(row, key, form), status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page; sending them asks the ministry to verify."""
    row = own_company(request)
    if row is None or not row.pk:
        return redirect("smes:company")
    if request.method == "POST":
        with refusals_as_message(request):
            companies.submit(company=row, by=person(request))
            undo = reverse("smes:take_back")
            messages.success(
                request, _("Sent. Staff will look at it, and you will be told."), extra_tags=f"undo:{undo}"
            )
            return redirect("smes:company")
        return redirect("smes:company_check")
    sections = company_sections(row)
    context = {
        "company": row,
        "parts": [(part, section_url(part.key), company_facts(row, part.key)) for part in sections],
        "missing": missing(sections),
        "may_send": row.state in {Company.State.DRAFT, Company.State.RETURNED},
        "large": large_sentence() if row.size == Company.Size.LARGE else "",
        "crumbs": [crumb(), {"title": _("Check your answers")}],
    }
    return render(request, "smes/company_check.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    row = own_company(request)
    if row is None or not row.pk:
        raise Http404
    with refusals_as_message(request):
        companies.take_back(company=row, by=person(request))
        messages.success(request, _("Taken back. You can change everything again."))
    return redirect("smes:company")


def tasks(row: Company, sections: list[Section], wrong: list[str]) -> list[dict[str, Any]]:
    """For the task list; sections that staff pointed at are to be put right."""
    listed = [
        {
            "title": part.title,
            "url": section_url(part.key),
            "state": "returned" if part.key in wrong else part.state,
            "hint": _("Optional, but buyers read it first.") if part.optional and part.empty else "",
        }
        for part in sections
    ]
    lacking = bool(missing(sections))
    sent = row.state in {Company.State.SUBMITTED, Company.State.VERIFIED}
    last = {"title": _("Check your answers and send them"), "url": reverse("smes:company_check")}
    return [*listed, last | {"state": "done" if sent else "blocked" if lacking else "todo", "hint": ""}]


def next_step(row: Company, sections: list[Section]) -> dict[str, str]:
    """The next best step: what to do and where; empty while staff look at it."""
    if row.state == Company.State.VERIFIED:
        return {"text": _("Show a product"), "url": reverse("smes:products")}
    if row.state == Company.State.SUBMITTED:
        return {"text": _("Prepare your first product meanwhile"), "url": reverse("smes:products")}
    for part in sections:
        if not part.optional and part.missing:
            return {"text": str(part.title), "url": section_url(part.key)}
    return {"text": _("Check your answers and send them"), "url": reverse("smes:company_check")}


def after(request: HttpRequest, saved: Company, key: str) -> str:
    """Where saving a page leads: the list for later, else the next page that lacks something, else the check."""
    if "later" in request.POST or saved.state == Company.State.VERIFIED:
        messages.success(request, _("Saved."))
        return reverse("smes:company")
    sections = company_sections(saved)
    keys = [part.key for part in sections]
    for part in sections:
        if (
            part.key != key
            and part.state != "done"
            and (not part.optional or keys.index(part.key) == keys.index(key) + 1)
        ):
            return section_url(part.key)
    return reverse("smes:company_check")


def section_context(row: Company, key: str, form: Any) -> dict[str, Any]:
    sections = company_sections(row)
    current = next(part for part in sections if part.key == key)
    steps = [
        {
            "title": part.title,
            "url": section_url(part.key),
            "state": "current" if part.key == key else "done" if part.state == "done" else "todo",
        }
        for part in sections
    ]
    return {
        "company": row,
        "form": form,
        "section": current,
        "steps": steps,
        "locked": locked_sentence() if key == PART.IDENTITY and row.state == Company.State.VERIFIED else "",
        "standing_still": not row.may_be_edited,
        "crumbs": [crumb(), {"title": current.title}],
    }


def section_url(key: str) -> str:
    return reverse("smes:company_section", args=[key])


def crumb() -> dict[str, str]:
    return {"title": _("My company"), "url": reverse("smes:company")}
