"""A kind of document that only tests know, and issuing it with one call."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from pytest_django import Settings

from common.uploads import media_path
from documents import kinds
from documents.domain.issuing import issue
from documents.models import Document
from documents.tasks import typeset
from jobs.models import Job
from jobs.run import Run
from tests.factories.people import Cast

CANARY = "CANARY-private-fact"
TITLES = {"id": "Laporan ulasan: Tikar pandan", "en": "Review report: Pandan mat"}
Issue = Callable[..., Document]


def picture(width: int = 640, height: int = 480) -> bytes:
    """A drawn photograph, as JPEG."""
    image = Image.new("RGB", (width, height), "#d6be96")
    draw = ImageDraw.Draw(image)
    for x in range(0, width, 24):
        draw.rectangle((x, 0, x + 9, height), fill="#8a6a3a")
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


@pytest.fixture(autouse=True)
def test_kind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`test_report`: a heading, two facts, one photo. Its template lies beside the tests."""
    templates = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}
    ]
    settings.TEMPLATES = templates
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register("test_report", template="test_report.html", label="Laporan uji")


@pytest.fixture
def photo_path() -> str:
    path = media_path("tests/photo.jpg")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture())
    return "tests/photo.jpg"


@pytest.fixture
def issue_one(people: Cast, photo_path: str) -> Issue:
    """Issue a report of the cast's firm by its expert; keyword arguments replace the usual ones."""

    def issue_it(**changes: Any) -> Document:
        usual = {
            "kind": "test_report",
            "about": "smes.product:42",
            "language": "id",
            "titles": TITLES,
            "facts": {"secret": CANARY, "product": "Tikar pandan", "photos": {"front": photo_path}},
            "owner": people.organisation_of(people.owner),
            "readers": [people.aggregator],
            "by": people.expert,
        }
        return issue(**{**usual, **changes})

    return issue_it


def build(document: Document) -> Document:
    """One attempt of the worker at the document's job, here and now."""
    assert document.job_id is not None
    attempt = Job.objects.claim(document.job_id, timezone.now())
    assert attempt is not None
    typeset(Run(Job.objects.get(pk=document.job_id), attempt))
    document.refresh_from_db()
    return document


@pytest.fixture
def issued(issue_one: Issue) -> Document:
    """A report whose file is made: valid."""
    return build(issue_one())


def stored_bytes(document: Document) -> bytes:
    return media_path(document.file).read_bytes()
