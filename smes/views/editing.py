"""Writing a draft: one page that saves itself, and never over somebody else's saving."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person
from common.errors import DomainError
from market.models import HsCode
from smes.domain import products
from smes.domain.completeness import missing, product_sections, share_filled
from smes.domain.numbers import read_version
from smes.domain.products import StaleDraftError
from smes.forms.product import ProductForm
from smes.models import Photo, Product, ProductRevision
from smes.models.photo import MAX_PHOTOS
from smes.views.facts import revision_value
from smes.views.own import draft_or_404, own_draft, own_product


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The draft's page. Its buttons save as well, so it needs no JavaScript."""
    product = own_product(request, public_id)
    draft = own_draft(product)
    if draft is None:
        return redirect("smes:product_page", public_id)
    form = ProductForm(request.POST or None, instance=draft, lenient=True)
    if request.method == "POST" and form.is_valid():
        try:
            written(request, draft, form)
        except StaleDraftError as stale:
            context = page_context(request, product, stale.revision, form) | conflict_context(stale)
            return render(request, "smes/edit.html", context, status=409)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(after(request, public_id))
    context = page_context(request, product, draft, form)
    return render(request, "smes/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def autosave(request: HttpRequest, public_id: str) -> JsonResponse:
    """The same for static/js/autosave.js: 200 {version}, 422 {error}, or 409 {error, html} when somebody else saved."""
    draft = draft_or_404(own_product(request, public_id))
    form = ProductForm(request.POST, instance=draft, lenient=True)
    if not form.is_valid():
        return JsonResponse({"error": first_error(form)}, status=422)
    try:
        row = written(request, draft, form)
    except StaleDraftError as stale:
        context = conflict_context(stale) | {"product": draft.product}
        html = render_to_string("smes/_conflict.html", context, request)
        return JsonResponse({"error": str(stale), "html": html}, status=409)
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"version": row.version})


def written(request: HttpRequest, draft: ProductRevision, form: ProductForm) -> ProductRevision:
    """Write what was sent, unless the page is stale; *keep mine* names the version whose values it has seen."""
    version = read_version(request.POST.get("keep_mine") or request.POST.get("version", ""))
    values = {} if "keep_theirs" in request.POST else form.written()
    return products.write(revision=draft, version=version, values=values, by=person(request))


def after(request: HttpRequest, public_id: str) -> str:
    """Where a button of the page leads once everything is saved."""
    page = reverse("smes:edit", args=[public_id])
    if "keep_mine" in request.POST or "keep_theirs" in request.POST:
        return page
    if "hs_search" in request.POST:
        asked = {"q": request.POST.get("q", ""), "selected": request.POST.get("hs", ""), "next": page}
        return f"{reverse('market:hs_search')}?{urlencode(asked)}"
    return reverse("smes:products") if "later" in request.POST else reverse("smes:check", args=[public_id])


def first_error(form: ProductForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{capfirst(str(label))}: {errors[0]}" if label else str(errors[0])


def page_context(request: HttpRequest, product: Product, draft: ProductRevision, form: ProductForm) -> dict[str, Any]:
    photos = draft.ordered_photos
    sections = product_sections(draft, photos=len(photos))
    lacking = missing(sections)
    first = next((part for part in sections if part.missing), None)
    return {
        "product": product,
        "draft": draft,
        "form": form,
        "photo_rows": [photo_row(request, product, photo) for photo in photos],
        "max_photos": MAX_PHOTOS,
        "sections": sections,
        "share": share_filled(sections),
        "next": first.title if first else _("Check and save"),
        "next_url": f"#{first.key}" if first else reverse("smes:check", args=[product.public_id]),
        "missing": lacking,
        "hs": chosen_hs(request, draft),
        "crumbs": [{"title": _("My products"), "url": reverse("smes:products")}, {"title": draft.name}],
    }


def photo_row(request: HttpRequest, product: Product, photo: Photo) -> dict[str, str]:
    """For the uploader's list, and for its answer to one photo."""
    html = render_to_string("smes/_photo_row.html", {"product": product, "photo": photo}, request)
    return {"url": photo.thumbnail, "html": html}


def chosen_hs(request: HttpRequest, draft: ProductRevision) -> HsCode | None:
    """The code that the page shows as chosen: from the search page or the sent form, else the draft's."""
    code = request.POST.get("hs") or request.GET.get("hs", "")
    if code and (draft.hs is None or draft.hs.code != code):
        rows = HsCode.objects.edition().select_related("parent__parent")
        return rows.filter(code=code[:6], level=HsCode.Level.SUBHEADING).first() or draft.hs
    return draft.hs


def conflict_context(stale: StaleDraftError) -> dict[str, Any]:
    """Both values of every field that differs."""
    mine = ProductRevision(**{name: getattr(stale.revision, name) for name in products.COPIED})
    for conflict in stale.conflicts:
        setattr(mine, conflict.field, conflict.yours)
    rows = [
        (conflict.label, revision_value(stale.revision, conflict.field), revision_value(mine, conflict.field))
        for conflict in stale.conflicts
    ]
    return {"stale": stale, "conflicts": rows}
