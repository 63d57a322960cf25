"""What buyers see: the page of a company and the page of a product. Their makers see them with what only makers see."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from market.models import HsCode
from smes.domain.products import unverified_sentence
from smes.models import Company, Photo, Product, ProductRevision
from smes.rules import is_published
from smes.stages import stage_of
from smes.views.facts import TRADE_TERMS, revision_facts, shown_price, term_explained

OTHER_PRODUCTS = 4
PRODUCTS_OF_COMPANY = 60
NAMES = ("pk", "code", "edition", "level", "name_id", "name_en")
ABOVE = ("", "parent__", "parent__parent__")


@require_safe
def company_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Story, place, size class, badge and published products; contacts for buyers and for the company itself."""
    rows = Company.objects.select_related("regency", "province").visible_to(request.user)
    company = get_object_or_404(rows, public_id=public_id)
    keeps = request.user.has_perm("smes.change_company", company)
    context = {
        "company": company,
        "products": Product.objects.published().tiles_of(company, PRODUCTS_OF_COMPANY),
        "verified": company.state == Company.State.VERIFIED,
        "keeps": keeps,
        "contacts": keeps or request.user.has_perm("smes.view_trade_terms"),
        "decides": request.user.has_perm("smes.verify_company"),
        "address": f"{settings.PUBLIC_URL}{request.path}",
    }
    return render(request, "smes/company_page.html", context)


@require_safe
def product_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """All that a buyer asks first. Before publishing, its makers and staff see here how it will look."""
    rows = Product.objects.visible_to(request.user).select_related(
        "company__regency", "company__province", "published_revision"
    )
    product = get_object_or_404(rows, public_id=public_id)
    return render(request, "smes/product_page.html", product_context(request, product))


def product_context(request: HttpRequest, product: Product) -> dict[str, Any]:
    """What this reader may see of the product."""
    keeps = request.user.has_perm("smes.change_product", product)
    oversees = keeps or request.user.has_perm("smes.view_revisions", product)
    revision = shown_revision(product, inside=oversees)
    revision.hs = named(revision.hs_id)
    photos = revision.ordered_photos
    terms = keeps or request.user.has_perm("smes.view_trade_terms")
    context = {
        "product": product,
        "revision": revision,
        "company": product.company,
        "published": revision.pk == product.published_revision_id and is_published(product),
        "photos": photos,
        "chain": revision.hs.chain() if revision.hs else [],
        "terms": revision_facts(revision, TRADE_TERMS) if terms else [],
        "term_explained": term_explained(revision),
        "price": shown_price(revision) if terms else "",
        "others": Product.objects.published().exclude(pk=product.pk).tiles_of(product.company, OTHER_PRODUCTS),
        "address": f"{settings.PUBLIC_URL}{reverse('smes:product_page', args=[product.public_id])}",
        "structured": structured(product, revision, photos[0] if photos else None),
        "keeps": keeps,
        "oversees": oversees,
    }
    return context | makers_context(product) if oversees else context


def shown_revision(product: Product, *, inside: bool) -> ProductRevision:
    """The published revision; for those inside, where there is none, the newest."""
    if product.published_revision is not None and (is_published(product) or not inside):
        return product.published_revision
    newest = product.revisions.order_by("-number").first()
    if newest is None or not inside:
        raise Http404("nothing to show")
    return newest


def named(code: int | None) -> HsCode | None:
    """The HS code with what it stands under, names only: the columns for searching are long."""
    if code is None:
        return None
    columns = [f"{above}{name}" for above in ABOVE for name in NAMES]
    values = HsCode.objects.filter(pk=code).values_list(*columns).get()
    found: HsCode | None = None
    for start in range(len(values) - len(NAMES), -1, -len(NAMES)):
        row = dict(zip(NAMES, values[start : start + len(NAMES)], strict=True))
        found = HsCode(**row, parent=found) if row["pk"] else found
    return found


def makers_context(product: Product) -> dict[str, Any]:
    """For the panel that only those inside see: where the product stands and what can be done."""
    prefetch_related_objects([product], Prefetch("revisions", ProductRevision.objects.order_by("-number")))
    saved = product.latest_saved
    verified = product.company.state == Company.State.VERIFIED
    return {
        "stage": stage_of(product),
        "draft": product.draft,
        "saved": saved,
        "revisions": [row for row in product.revisions.all() if row.is_saved],
        "may_publish": verified and saved is not None and saved.pk != product.published_revision_id,
        "unverified": "" if verified else unverified_sentence(product.company),
    }


def structured(product: Product, revision: ProductRevision, cover: Photo | None) -> dict[str, Any]:
    """schema.org's Product, for search engines; never a price, for that is not public."""
    company = product.company
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": revision.name,
        "description": revision.description,
        "material": revision.materials,
        "productID": f"exportready:{product.public_id}",
        "brand": {"@type": "Brand", "name": str(company)},
        "manufacturer": {
            "@type": "Organization",
            "name": company.legal_name or str(company),
            "address": {"@type": "PostalAddress", "addressCountry": "ID", "addressRegion": str(company.province or "")},
        },
        "url": f"{settings.PUBLIC_URL}{reverse('smes:product_page', args=[product.public_id])}",
    }
    if cover is not None:
        data["image"] = f"{settings.PUBLIC_URL}{cover.src}"
    if revision.hs is not None:
        data["category"] = f"HS {revision.hs.dotted} {revision.hs.name}"
    return data
