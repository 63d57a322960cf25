"""The ministry's queue of companies, and the page on which one is decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person
from common.errors import refusals_on
from smes.domain import verification
from smes.domain.completeness import company_sections
from smes.forms.company import ReturnForm, SeenForm
from smes.models import Company
from smes.views.facts import company_facts

PER_PAGE = 30
STATE = Company.State


@login_required
@permission_required("smes.verify_company", raise_exception=True)
@require_http_methods(["GET", "HEAD"])
def queue(request: HttpRequest) -> HttpResponse:
    """Companies by state, those that wait first and longest first."""
    state = request.GET.get("state", STATE.SUBMITTED)
    if state not in {*STATE.values, "all"}:
        state = STATE.SUBMITTED.value
    text = request.GET.get("q", "").strip()[:80]
    counts = dict(Company.objects.order_by().values_list("state").annotate(Count("pk")))
    page = Paginator(queued(state, text), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "q": text,
        "tabs": tabs(state, counts),
        "waiting": counts.get("submitted", 0),
    }
    return render(request, "smes/verification_queue.html", context)


@login_required
@permission_required("smes.verify_company", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """All facts of a company; verify it, or return it with reasons; what was decided before."""
    rows = Company.objects.visible_to(person(request)).select_related("organisation", "province", "regency")
    company = get_object_or_404(rows, public_id=public_id)
    verifying, returning = SeenForm(), ReturnForm(initial={"seen": stamp(company)})
    if "verify" in request.POST:
        verifying = SeenForm(request.POST)
        if decided(request, verifying, company):
            return redirect("smes:verification_queue")
    elif request.method == "POST":
        returning = ReturnForm(request.POST)
        if decided(request, returning, company):
            return redirect("smes:verification_queue")
    wrong = bool(verifying.errors or returning.errors)
    context = decision_context(company) | {"verifying": verifying, "returning": returning}
    return render(request, "smes/verification.html", context, status=422 if wrong else 200)


def decided(request: HttpRequest, form: forms.Form, company: Company) -> bool:
    """Carry the decision out; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    with refusals_on(form):
        if isinstance(form, ReturnForm):
            verification.return_(company=company, **form.cleaned_data, by=person(request))
            messages.success(request, _("Returned. %(name)s has been told what to put right.") % {"name": company})
        else:
            verification.verify(company=company, **form.cleaned_data, by=person(request))
            messages.success(request, _("%(name)s is verified and has been told.") % {"name": company})
        return True
    return False


def queued(state: str, text: str) -> "QuerySet[Company]":
    rows = Company.objects.select_related("regency", "organisation")
    if state == STATE.SUBMITTED:
        rows = rows.waiting()
    else:
        rows = rows.order_by("-submitted_at", "-pk") if state == "all" else rows.filter(state=state).order_by("-pk")
    return rows.named(text) if text else rows


def tabs(state: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """One for each state with its count, in the order of work."""
    order = [STATE.SUBMITTED, STATE.RETURNED, STATE.VERIFIED, STATE.DRAFT]
    shown = [(choice.value, str(choice.label), counts.get(choice.value, 0)) for choice in order]
    address = reverse("smes:verification_queue")
    return [
        {"title": title, "url": f"{address}?state={value}", "current": value == state, "count": count}
        for value, title, count in [*shown, ("all", _("All"), sum(counts.values()))]
    ]


def decision_context(company: Company) -> dict[str, Any]:
    return {
        "company": company,
        "parts": [(part, company_facts(company, part.key)) for part in company_sections(company)],
        "decisions": company.decisions.select_related("decided_by"),
        "sizes": company.declared_sizes()[:5],
        "stamp": stamp(company),
        "may_verify": company.state == STATE.SUBMITTED,
        "may_return": company.state in {STATE.SUBMITTED, STATE.VERIFIED},
        "crumbs": [{"title": _("Companies"), "url": reverse("smes:verification_queue")}, {"title": str(company)}],
    }


def stamp(company: Company) -> str:
    """Which submission is on the page; to the microsecond, so that a later one is noticed."""
    return company.submitted_at.isoformat() if company.submitted_at else ""
