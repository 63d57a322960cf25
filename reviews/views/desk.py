"""What the review page shows: the desk of the expert who writes it, and the sheet of a review handed in."""

import re
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.signed_in import person
from reviews.conversation import earlier_findings, sent_answers
from reviews.domain.reviewing import MOST_FINDINGS, next_number
from reviews.forms import FindingForm, ReviewForm
from reviews.models import Finding, Review
from reviews.panels import weighted, with_scores
from reviews.pictures import Address, by_review, piece, shown
from reviews.report.facts import terms_of
from reviews.rules import sees_panel
from smes.models import Photo, ProductRevision, RevisionPhoto

PHOTOS = Prefetch("revision_photos", RevisionPhoto.objects.select_related("photo"))
PIXELS = re.compile(r"[0-9]{1,5}")
ACROSS = 280  # pixels: the width at which a photo is shown to be clicked where there is no JavaScript


def desk(
    request: HttpRequest,
    review: Review,
    *,
    form: ReviewForm | None = None,
    finding_form: FindingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page to work on. `?foto=` chooses the photo; `at.x`, `at.y` is a place clicked on it without JavaScript."""
    earlier = form.earlier if form else earlier_findings(review)
    prefetch_related_objects([review.revision], PHOTOS)
    if form is None:
        form = ReviewForm(review, earlier=earlier, before=scores_before(review))
    context = {
        **common(request, review, finding_form=finding_form),
        "form": form,
        "earlier": [earlier_card(question, review) for question in form.questions()],
        "scored": sum(1 for scale in form.scales() if scale.value),
        "user_key": f"review:{review.pk}:{person(request).pk}",
    }
    return render(request, "reviews/review.html", context, status=status)


def common(request: HttpRequest, review: Review, *, finding_form: FindingForm | None = None) -> dict[str, Any]:
    """Photo, pins and findings: also what an htmx answer about findings needs."""
    address = by_review(review.pk)
    photos = review.revision.ordered_photos
    photo = chosen(request, photos)
    findings = [of_review(finding, review) for finding in review.findings.select_related("photo").order_by("number")]
    editing = next((finding for finding in findings if str(finding.pk) == request.GET.get("ubah")), None)
    newest = review.assignment.product.latest_saved
    return {
        "review": review,
        "photo": photo,
        "shown": shown(photo, address) if photo else None,
        "photos": [{"photo": one, "shown": shown(one, address), "number": n} for n, one in enumerate(photos, 1)],
        "pins": [pin_of(finding) for finding in findings if photo and finding.has_pin and finding.photo_id == photo.pk],
        "findings": [{"finding": finding, "piece": piece(finding, address)} for finding in findings],
        "finding_form": finding_form or form_of(editing, request, photo),
        "editing": editing,
        "next_number": editing.number if editing else number_after(findings, review),
        "full": len(findings) >= MOST_FINDINGS,
        "across": ACROSS,
        "down": round(ACROSS * photo.height / photo.width) if photo else 0,
        "terms": terms_of(review.revision),
        "newer": newest if newest is not None and newest.number > review.revision.number else None,
    }


def chosen(request: HttpRequest, photos: list[Photo]) -> Photo | None:
    """The photo that the address or the form names, else the cover."""
    wanted = request.GET.get("foto") or request.POST.get("photo", "")
    return next((photo for photo in photos if str(photo.pk) == wanted), photos[0] if photos else None)


def clicked(request: HttpRequest, photo: Photo | None) -> dict[str, Any]:
    """Initial values of a new finding: the photo shown, and the place clicked on it (in pixels of its picture)."""
    if photo is None:
        return {}
    values: dict[str, Any] = {"photo": photo.pk}
    x, y = request.GET.get("at.x", ""), request.GET.get("at.y", "")
    if PIXELS.fullmatch(x) and PIXELS.fullmatch(y):
        high = ACROSS * photo.height / photo.width
        values |= {"pin_x": share(int(x), ACROSS), "pin_y": share(int(y), high), "about_photo": True}
    return values


def share(pixels: int, whole: float) -> Decimal:
    return min(Decimal(1), Decimal(pixels / whole).quantize(Decimal("0.0001")))


def pin_of(finding: Finding) -> dict[str, Any]:
    return {
        "x": finding.pin_x,
        "y": finding.pin_y,
        "number": finding.number,
        "severity": finding.severity,
        "text": finding.text,
    }


def of_review(finding: Finding, review: Review) -> Finding:
    """The finding with its review at hand, so that its label asks the database nothing."""
    finding.review = review
    return finding


def number_after(findings: list[Finding], review: Review) -> int:
    """What the next finding will be called; the findings at hand tell, but at the beginning of a later round."""
    if findings:
        return findings[-1].number + 1
    return 1 if review.round == 1 else next_number(review)


def form_of(editing: Finding | None, request: HttpRequest, photo: Photo | None) -> FindingForm:
    """The form for a new finding, or for changing one of the draft."""
    if editing is None:
        return FindingForm(initial=clicked(request, photo), auto_id="new_%s")
    values = {
        "severity": editing.severity,
        "text": editing.text,
        "about_photo": editing.photo_id is not None,
        "photo": editing.photo_id or (photo.pk if photo else None),
        "pin_x": editing.pin_x if editing.pin_x is not None else "",
        "pin_y": editing.pin_y if editing.pin_y is not None else "",
    }
    return FindingForm(initial=values, auto_id="new_%s")


def earlier_card(question: Any, review: Review) -> dict[str, Any]:
    """An earlier finding: its picture, what was said since, and the fields of the word on it."""
    address = by_review(review.pk)
    finding = question.finding
    return {
        "question": question,
        "finding": finding,
        "piece": piece(finding, address),
        "answers": sent_answers(finding),
    }


def scores_before(review: Review) -> dict[str, int]:
    """This lens's scores of the round before, by criterion key."""
    assignment = review.assignment
    same = Review.objects.of(assignment.product).submitted().filter(assignment__lens=assignment.lens)
    before = same.filter(round__lt=review.round).order_by("-round").first() if review.round > 1 else None
    return dict(before.scores.values_list("criterion__key", "value")) if before else {}


def written_sheet(request: HttpRequest, review: Review) -> HttpResponse:
    """A review as it was handed in, to be read."""
    address = by_review(review.pk)
    row = with_scores([review])[0]
    findings = review.findings.select_related("photo").order_by("number")
    prefetch_related_objects([row.revision], PHOTOS)
    context = {
        "review": row,
        "cover": cover_of(row.revision, address),
        "scores": [
            {"criterion": s.criterion, "value": s.value, "anchor": s.criterion.choices[s.value - 1]["text"]}
            for s in row.scores.all()
        ],
        "mean": weighted(row),
        "findings": [{"finding": of_review(f, review), "piece": piece(f, address)} for f in findings],
        "resolutions": row.resolutions.select_related("finding__review__assignment"),
        "terms": terms_of(row.revision),
        "is_own": review.assignment.expert_id == person(request).pk,
        "sees_panel": sees_panel(person(request), review.assignment.product),
    }
    return render(request, "reviews/sheet.html", context)


def cover_of(revision: ProductRevision, address: Address) -> Any:
    return shown(revision.cover, address) if revision.cover else None
