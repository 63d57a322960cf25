"""Whose company and which products a request is about. What is not one's own is not found."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Organisation, Role
from accounts.signed_in import person
from smes.models import Company, Product, ProductRevision


def own_organisation(request: HttpRequest) -> Organisation | None:
    """The firm a person acts for; when acting as something else, the first firm they belong to."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting and acting.role == Role.SME:
        organisation: Organisation = acting.organisation
        return organisation
    return person(request).organisations.filter(kind=Organisation.Kind.SME).order_by("name", "pk").first()


def own_company(request: HttpRequest) -> Company | None:
    """The company of that firm; an unsaved one before the first save. Nothing is written."""
    organisation = own_organisation(request)
    if organisation is None:
        return None
    rows = Company.objects.select_related("organisation", "province", "regency")
    return rows.filter(organisation=organisation).first() or Company(organisation=organisation)


def own_product(request: HttpRequest, public_id: str) -> Product:
    rows = Product.objects.kept_by(person(request)).select_related("company__organisation")
    return get_object_or_404(rows, public_id=public_id)


def own_draft(product: Product) -> ProductRevision | None:
    rows = product.revisions.select_related("hs__parent__parent", "touched_by").filter(saved_at__isnull=True)
    draft = rows.first()
    if draft is not None:
        draft.product = product
    return draft


def draft_or_404(product: Product) -> ProductRevision:
    draft = own_draft(product)
    if draft is None:
        raise Http404("this product has no draft")
    return draft
