"""Photos of the product under review, for whoever may read the review."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.signed_in import person
from reviews.models import Review
from smes.models import Photo
from smes.models.photo import FORMATS, SIZES
from smes.views.photos import photo_response


@login_required
@require_safe
def photo(request: HttpRequest, pk: int, photo: uuid.UUID, size: int, file_format: str) -> HttpResponseBase:
    """One size and format of a photo that a saved revision of the reviewed product shows."""
    review = get_object_or_404(Review.objects.visible_to(person(request)).select_related("assignment"), pk=pk)
    shown = Photo.objects.filter(product=review.assignment.product_id, revisions__saved_at__isnull=False)
    row = shown.filter(pk=photo).first()
    if row is None or size not in SIZES or file_format not in FORMATS:
        raise Http404
    return photo_response(request, row, size, file_format, public=False)
