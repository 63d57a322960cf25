"""The panel's page: a product's rounds of review as a conversation, the maker's answers, and the report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.signed_in import person
from common.errors import DomainError, refusals_as_message
from common.htmx import asks_for_part
from reviews.domain import answering, reporting
from reviews.forms import AnswersForm
from reviews.rules import answers_findings, assigns_experts, panels
from reviews.views.panel import Stage, panel_context, stage_of
from reviews.views.report_card import report_cards
from smes.domain import products
from smes.models import Product


def seen_product(user: User, public_id: str) -> Product:
    rows = Product.objects.filter(panels(user)).select_related(
        "company__organisation", "company__regency", "company__province"
    )
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET: the panel. POST: the maker's answers, saving themselves (JSON), saved or sent by a button."""
    user = person(request)
    row = seen_product(user, public_id)
    stage = stage_of(row, user)
    if request.method != "POST":
        return page(request, row, stage)
    if not stage.is_maker:
        raise Http404
    if "send" in request.POST and not stage.is_makers_turn:  # sent a moment ago, by the same button
        return redirect("reviews:product", public_id)
    return answered(request, row, stage)


def answered(request: HttpRequest, row: Product, stage: Stage) -> HttpResponse:
    """Keep the maker's answers; send them where the button says so."""
    form, user = AnswersForm(stage.to_answer, request.POST), person(request)
    if not form.is_valid():
        return refuse(request, row, stage, form, 422)
    try:
        answering.answer(product=row, said=form.said(), by=user, since=form.cleaned_data["since"])
        if "send" in request.POST:
            answering.send(product=row, by=user)
            messages.success(request, _("Sent. The same experts look at your answers and the new revision."))
            return redirect("reviews:product", row.public_id)
    except DomainError as error:
        form.add_error(None, str(error))
        return refuse(request, row, stage, form, 409)
    if answers_json(request):
        return JsonResponse({})
    messages.success(request, _("Saved."))
    return redirect("reviews:product", row.public_id)


def page(
    request: HttpRequest, row: Product, stage: Stage, *, form: AnswersForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "product": row,
        "stage": stage,
        "name": stage.newest[0].revision.name if stage.newest else str(row),
        "form": form or AnswersForm(stage.to_answer),
        "reports": report_cards(row, person(request)),
        "may_make_again": assigns_experts(person(request)),
    }
    context |= panel_context(row, stage, context["form"])
    return render(request, "reviews/product.html", context, status=status)


def refuse(request: HttpRequest, row: Product, stage: Stage, form: AnswersForm, status: int) -> HttpResponse:
    if answers_json(request):
        sentence = next(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"error": str(sentence)}, status=status)
    return page(request, row, stage_of(row, person(request)), form=form, status=status)


def answers_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


@login_required
@require_POST
def revise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the draft of the next revision, or go on with the one that is open. Answers that come along are saved."""
    user = person(request)
    row = seen_product(user, public_id)
    if not answers_findings(user, row):
        raise Http404
    form = AnswersForm(stage_of(row, user).to_answer, request.POST)
    with refusals_as_message(request):
        if form.is_valid() and form.findings:
            answering.answer(product=row, said=form.said(), by=user, since=form.cleaned_data["since"])
        if row.draft is None:
            products.revise(product=row, by=user)
        return redirect("smes:edit", public_id)
    return redirect("reviews:product", public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the report is: htmx asks for this part until it is made. POST: staff have it made again."""
    user = person(request)
    row = seen_product(user, public_id)
    if request.method == "POST":
        if not assigns_experts(user):
            raise Http404
        with refusals_as_message(request):
            reporting.make_again(product=row, by=user)
            messages.success(request, _("The report is made again."))
        return redirect("reviews:product", public_id)
    if not asks_for_part(request):
        return redirect(reverse("reviews:product", args=[public_id]) + "#report")
    card = next((one for one in report_cards(row, user) if one.document.language == request.GET.get("language")), None)
    if card is None:
        raise Http404
    context = {"product": row, "one": card, "may_make_again": assigns_experts(user)}
    return render(request, "reviews/_report_card.html", context)
