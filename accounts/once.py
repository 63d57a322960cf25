"""A POST that creates something takes effect once, however often it is sent (RELIABILITY, "Idempotency").

The key comes from the form's hidden field (`{% once %}`) or the header `Idempotency-Key`. The effect and the kept answer
are committed together, so an answer lost on its way is given again; a refused form leaves its key free for the mended one.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Submission
from accounts.signed_in import person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FIELD = "once"
UNDER_WAY = timedelta(seconds=60)  # longer than any request may take (gunicorn's timeout): then its process has died
KEPT = timedelta(days=2)


def once(view: View[P]) -> View[P]:
    """Answer repeats of a POST from memory. Put it below `login_required`; a POST without a key passes through."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = (request.headers.get("Idempotency-Key") or request.POST.get(FIELD, ""))[:64]
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        own = Submission.objects.filter(user=person(request), key=key)
        own.filter(status__isnull=True, created_at__lt=timezone.now() - UNDER_WAY).delete()
        row = begin(request, key)
        if row is None:
            return repeat(request, own.first())
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                keep(row, response)
        finally:
            Submission.objects.filter(pk=row.pk, status__isnull=True).delete()
        return response

    return cast(View[P], guarded)


def begin(request: HttpRequest, key: str) -> Submission | None:
    """Take the key for this request, visibly to others; None when it is taken."""
    try:
        with transaction.atomic():
            return Submission.objects.create(user=person(request), key=key, fingerprint=fingerprint(request))
    except IntegrityError:
        return None


def fingerprint(request: HttpRequest) -> str:
    """What was sent, apart from the CSRF token: path, fields and files."""
    digest = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def keep(row: Submission, response: HttpResponse) -> None:
    """Remember an answer that created something: a redirect or a 201. Anything else frees the key."""
    if response.status_code in {201, 302, 303}:
        row.status = response.status_code
        row.location = response.headers.get("Location", "")
        row.body = response.content.decode() if response.status_code == 201 else ""
        row.content_type = response.headers.get("Content-Type", "")
        row.save()


def repeat(request: HttpRequest, earlier: Submission | None) -> HttpResponse:
    if earlier is None or earlier.status is None:
        return refuse(request, 409, _("This is already being saved. Wait a moment, then reload the page."))
    if earlier.fingerprint != fingerprint(request):
        return refuse(request, 422, _("This form was already sent with other contents. Reload the page and try again."))
    response = HttpResponse(earlier.body, status=earlier.status, content_type=earlier.content_type or None)
    if earlier.location:
        response.headers["Location"] = earlier.location
    return response


def refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if "text/html" in request.headers.get("Accept", "text/html"):
        return render(request, "errors/domain.html", {"message": sentence}, status=status)
    return JsonResponse({"error": sentence}, status=status)


def forget_old(moment: datetime) -> int:
    """Drop answers older than two days. Run nightly."""
    return Submission.objects.filter(created_at__lt=moment - KEPT).delete()[0]
