"""Staff: what waits for experts, who has how much to do, and assigning an expert per lens."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role, User
from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_as_message, refusals_on
from reviews.domain import assigning
from reviews.forms import AssignForm, ReasonForm
from reviews.models import Assignment, Lens, Review
from smes.models import Product, ProductRevision

PER_PAGE = 30
DAYS = 7  # offered as the due date
SHOWN = ("waiting", "under_way", "with_maker")


@login_required
@permission_required("reviews.assign_experts", raise_exception=True)
@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    """Products by what they wait for; the longest-waiting first."""
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "waiting"
    lists = {name: products_that(name) for name in SHOWN}
    page = Paginator(lists[shown], PER_PAGE).get_page(request.GET.get("page"))
    rows = with_assignments(list(page))
    context = {
        "tabs": tabs(shown, {name: rows.count() for name, rows in lists.items()}),
        "shown": shown,
        "page": page,
        "rows": rows,
        "experts": load_of_experts(),
        "today": timezone.localdate(),
    }
    return render(request, "reviews/assignments.html", context)


@login_required
@permission_required("reviews.assign_experts", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """One product: who looks at it, and an expert for each lens that has none."""
    products = Product.objects.visible_to(person(request)).select_related("company__organisation", "company__regency")
    product = get_object_or_404(products, public_id=public_id)
    held = list(Assignment.objects.of(product).open().select_related("expert", "product"))
    free = [lens for lens in Lens if lens not in {assignment.lens for assignment in held}]
    initial = {"due_on": timezone.localdate() + timedelta(days=DAYS)}
    form = AssignForm(free, load_of_experts(), request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            names = assign_all(product, form, by=person(request))
            messages.success(request, _("Assigned and told: %(names)s.") % {"names": ", ".join(names)})
            return redirect("reviews:assign", public_id)
    context: dict[str, Any] = {
        "product": product,
        "revision": product.latest_saved,
        "held": with_reviews(held),
        "form": form if free else None,
        "reason_form": ReasonForm(),
    }
    return render(request, "reviews/assign.html", context, status=422 if form.errors else 200)


def assign_all(product: Product, form: AssignForm, *, by: User) -> list[str]:
    """All or none: a conflict of one expert leaves the form as it was."""
    with transaction.atomic():
        for lens, expert in form.chosen():
            assigning.assign(product=product, expert=expert, lens=lens.value, due_on=form.cleaned_data["due_on"], by=by)
    return [str(expert) for _lens, expert in form.chosen()]


@login_required
@permission_required("reviews.assign_experts", raise_exception=True)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Assignment.objects.visible_to(person(request)).select_related("product", "expert"), pk=pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with refusals_as_message(request):
        assigning.withdraw(assignment=row, reason=reason, by=person(request))
        messages.success(request, _("Withdrawn. %(expert)s was told.") % {"expert": row.expert})
    return redirect("reviews:assign", row.product.public_id)


def products_that(wait: str) -> QuerySet[Product]:
    """Saved, kept products by state: waiting for experts, under way with them, or with the maker for answers."""
    saved = ProductRevision.objects.saved().filter(product=OuterRef("pk")).order_by("-number")
    products = Product.objects.kept().annotate(
        name=Subquery(saved.values("name")[:1]),
        revision=Subquery(saved.values("number")[:1]),
        saved_at=Subquery(saved.values("saved_at")[:1]),
        is_assigned=Exists(Assignment.objects.open().filter(product=OuterRef("pk"))),
        is_owed=Exists(Review.objects.under_way().filter(assignment__product=OuterRef("pk"))),
    )
    wanted = {
        "waiting": {"is_assigned": False},
        "under_way": {"is_owed": True},
        "with_maker": {"is_assigned": True, "is_owed": False},
    }[wait]
    rows = products.filter(saved_at__isnull=False, **wanted).select_related("company__regency")
    return rows.order_by(F("saved_at").asc(), "pk")


def with_assignments(products: list[Product]) -> list[dict[str, Any]]:
    """Each product with its open assignments, lens by lens, in a fixed number of queries."""
    held = Assignment.objects.open().filter(product__in=products).select_related("expert")
    by_product: dict[int, list[dict[str, Any]]] = {product.pk: [] for product in products}
    for card in with_reviews(list(held)):
        by_product[card["assignment"].product_id].append(card)
    return [{"product": product, "held": by_product[product.pk]} for product in products]


def with_reviews(held: list[Assignment]) -> list[dict[str, Any]]:
    """Assignments in the order of lenses, each with the state of its newest review (never what a draft says)."""
    newest = {review.assignment_id: review for review in Review.objects.filter(assignment__in=held).order_by("round")}
    order = list(Lens)
    ordered = sorted(held, key=lambda assignment: order.index(Lens(assignment.lens)))
    return [{"assignment": assignment, "review": newest.get(assignment.pk)} for assignment in ordered]


def load_of_experts() -> list[tuple[User, int]]:
    """Every active expert with the number of reviews they owe, the least busy first. Two queries."""
    experts = User.objects.filter(is_active=True, grants__role=Role.EXPERT.value).order_by("name", "pk")
    owed: dict[int, int] = {}
    for pk in Review.objects.under_way().values_list("assignment__expert", flat=True):
        owed[pk] = owed.get(pk, 0) + 1
    return sorted(((expert, owed.get(expert.pk, 0)) for expert in experts), key=lambda row: row[1])


def tabs(shown: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    titles = {"waiting": _("Wait for experts"), "under_way": _("Under way"), "with_maker": _("With the maker")}
    here = reverse("reviews:assignments")
    return [
        {"title": titles[name], "url": f"{here}?show={name}", "current": name == shown, "count": counts[name]}
        for name in SHOWN
    ]
