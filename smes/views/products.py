"""A firm's own products, and the buttons that change their state."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_as_message, refusals_on
from smes.domain import companies
from smes.domain import products as domain
from smes.forms.product import NameForm
from smes.models import Company, Product
from smes.stages import stage_of
from smes.views.own import own_company, own_product

PER_PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD"])
def products(request: HttpRequest) -> HttpResponse:
    """One's own products and what each needs next; `arsip` shows those put away."""
    company = own_company(request)
    if company is None:
        return redirect("accounts:start")
    put_away = "arsip" in request.GET
    rows = Product.objects.for_list().filter(company=company.pk, archived_at__isnull=not put_away)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for product in page.object_list:
        product.company = company
    context = {
        "company": company,
        "page": page,
        "rows": [(product, product.newest, stage_of(product)) for product in page.object_list],
        "put_away": put_away,
        "any_put_away": put_away or Product.objects.filter(company=company.pk, archived_at__isnull=False).exists(),
        "unverified": "" if company.state == Company.State.VERIFIED else domain.unverified_sentence(company),
    }
    return render(request, "smes/products.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    """A name starts a product; the rest is written on its page and saves itself."""
    company = own_company(request)
    if company is None:
        return redirect("accounts:start")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            if not company.pk:
                company = companies.describe(organisation=company.organisation, values={}, by=person(request))
            product = domain.start(company=company, name=form.cleaned_data["name"], by=person(request))
            return redirect("smes:edit", product.public_id)
    crumbs = [{"title": _("My products"), "url": reverse("smes:products")}, {"title": _("A new product")}]
    return render(
        request, "smes/new_product.html", {"form": form, "crumbs": crumbs}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def revise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin the next revision, or go on with the one begun."""
    product = own_product(request, public_id)
    with refusals_as_message(request):
        domain.revise(product=product, by=person(request))
        return redirect("smes:edit", public_id)
    return redirect("smes:product_page", public_id)


@login_required
@require_POST
def publish(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    product = own_product(request, public_id)
    with refusals_as_message(request):
        domain.publish(product=product, by=person(request), number=number)
        done(request, _("Published: buyers can find it now."), reverse("smes:unpublish", args=[public_id]))
    return redirect("smes:product_page", public_id)


@login_required
@require_POST
def unpublish(request: HttpRequest, public_id: str) -> HttpResponse:
    product = own_product(request, public_id)
    shown = product.published_revision
    with refusals_as_message(request):
        domain.unpublish(product=product, by=person(request))
        undo = reverse("smes:publish_revision", args=[public_id, shown.number]) if shown else ""
        done(request, _("Taken out of the directory."), undo)
    return redirect("smes:product_page", public_id)


@login_required
@require_POST
def archive(request: HttpRequest, public_id: str) -> HttpResponse:
    product = own_product(request, public_id)
    domain.archive(product=product, by=person(request))
    done(request, _("Put away."), reverse("smes:restore", args=[public_id]))
    return redirect("smes:products")


@login_required
@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    product = own_product(request, public_id)
    domain.restore(product=product, by=person(request))
    done(request, _("Back in your list."), reverse("smes:archive", args=[public_id]))
    return redirect("smes:products")


def done(request: HttpRequest, sentence: str, undo: str) -> None:
    messages.success(request, sentence, extra_tags=f"undo:{undo}" if undo else "")
