"""Photos of a draft: sent one by one by the uploader or many by a plain form, ordered, left out; and the files."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.once import once
from accounts.signed_in import person
from common.errors import DomainError, refusals_as_message
from common.images import CONTENT_TYPES, Derivatives
from common.uploads import private_file, read_limited
from smes.domain import photos as domain
from smes.models import Photo, ProductRevision
from smes.models.photo import FORMATS, SIZES
from smes.views.editing import photo_row
from smes.views.own import draft_or_404, own_product

STEPS = {"naik": -1, "turun": 1}


@require_safe
def photo(request: HttpRequest, photo_id: uuid.UUID, size: int, file_format: str) -> HttpResponseBase:
    """One size of a photo: of a published revision for everybody, else for those who may see the product's drafts."""
    if size not in SIZES or file_format not in FORMATS:
        raise Http404("no such size of a photo")
    row = Photo.objects.published().filter(pk=photo_id).first()
    if row is not None:
        return photo_response(request, row, size, file_format, public=True)
    row = get_object_or_404(Photo.objects.visible_to(request.user), pk=photo_id)
    return photo_response(request, row, size, file_format, public=False)


def photo_response(
    request: HttpRequest, photo: Photo, size: int, file_format: str, *, public: bool
) -> HttpResponseBase:
    """The file of one size and format; the caller has decided that this reader may have it."""
    return private_file(
        request,
        storage_path=photo.path(size, file_format),
        filename=f"{photo.pk}-{size}.{file_format}",
        content_type=CONTENT_TYPES[file_format],
        public=public,
        inline=True,
    )


@login_required
@require_POST
def photo_upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """One photo for static/js/photos.js: 201 {html}, or 4xx {error}. A repeat under the same key gets the first answer.

    Preparing takes up to a second, so it happens before the transaction that keeps the answer.
    """
    draft = draft_or_404(own_product(request, public_id))
    try:
        sent = request.FILES.get("photo")
        if sent is None:
            raise DomainError(_("The photo has not arrived. Send it once more."))
        data = read_limited(sent)
        sent.seek(0)
        return keep_photo(request, draft, data, domain.prepare(revision=draft, data=data))
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=422)


@once
def keep_photo(request: HttpRequest, draft: ProductRevision, data: bytes, made: Derivatives | None) -> HttpResponse:
    before = draft.revision_photos.count()
    photo = domain.add(revision=draft, data=data, by=person(request), prepared=made)
    if draft.revision_photos.count() == before:
        return JsonResponse({"error": _("This photo is already there.")}, status=409)
    return JsonResponse({"id": str(photo.pk), **photo_row(request, draft.product, photo)}, status=201)


@login_required
@require_POST
def photos_form(request: HttpRequest, public_id: str) -> HttpResponse:
    """The uploader without JavaScript: several files at once. Photos are kept; any other file gets its sentence."""
    draft = draft_or_404(own_product(request, public_id))
    sent = request.FILES.getlist("photo")
    kept = sum(kept_of_form(request, draft, file) for file in sent)
    if kept:
        told = ngettext("%(count)d photo saved.", "%(count)d photos saved.", kept) % {"count": kept}
        messages.success(request, told)
    if not sent:
        messages.error(request, _("Choose at least one photo, then send."))
    return back(public_id)


def kept_of_form(request: HttpRequest, draft: ProductRevision, file: UploadedFile[bytes]) -> bool:
    try:
        domain.add(revision=draft, data=read_limited(file), by=person(request))
    except DomainError as error:
        messages.error(request, f"{file.name}: {error}")
        return False
    return True


@login_required
@require_POST
def change(request: HttpRequest, public_id: str, photo_id: uuid.UUID, deed: str) -> HttpResponse:
    """`naik` towards the front, `turun` towards the end, `keluarkan` out of the draft (with undo)."""
    product = own_product(request, public_id)
    draft = draft_or_404(product)
    photo = get_object_or_404(product.photos, pk=photo_id)
    if deed not in {*STEPS, "keluarkan"}:
        raise Http404("no such deed")
    with refusals_as_message(request):
        if deed in STEPS:
            domain.move(revision=draft, photo=photo, step=STEPS[deed], by=person(request))
        else:
            position = domain.remove(revision=draft, photo=photo, by=person(request))
            undo = reverse("smes:photo_put_back", args=[public_id, photo_id, position])
            messages.success(request, _("Photo left out."), extra_tags=f"undo:{undo}")
    return back(public_id)


@login_required
@require_POST
def put_back(request: HttpRequest, public_id: str, photo_id: uuid.UUID, position: int) -> HttpResponse:
    product = own_product(request, public_id)
    draft = draft_or_404(product)
    photo = get_object_or_404(product.photos, pk=photo_id)
    with refusals_as_message(request):
        domain.put_back(revision=draft, photo=photo, position=position, by=person(request))
    return back(public_id)


def back(public_id: str) -> HttpResponse:
    return redirect(f"{reverse('smes:edit', args=[public_id])}#photos")
