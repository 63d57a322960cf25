"""The rubrics as data: what differs from the file becomes a new version, what reviews used stays."""

import json
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from reviews.models import Criterion, Lens, Rubric

FILE = Path(__file__).resolve().parent.parent / "data" / "rubrics.json"
FIELDS = ("key", "name_id", "name_en", "weight", "anchors_id", "anchors_en")


@transaction.atomic
def load_rubrics(path: Path = FILE) -> list[Rubric]:
    """Make each lens's rubric in the file the current one; the new versions. A second run finds nothing to do."""
    # Two starts at once (web and worker of a fresh deployment) take turns.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reviews.load_rubrics'))")
    wanted: dict[str, list[dict[str, Any]]] = json.loads(path.read_text())
    return [_new_version(lens, wanted[lens]) for lens in Lens.values if wanted[lens] != _current(lens)]


def _current(lens: str) -> list[dict[str, Any]]:
    criteria = Criterion.objects.filter(rubric__lens=lens, rubric__is_current=True).order_by("position")
    return list(criteria.values(*FIELDS))


def _new_version(lens: str, criteria: list[dict[str, Any]]) -> Rubric:
    versions = Rubric.objects.filter(lens=lens)
    newest = versions.aggregate(newest=Max("version"))["newest"] or 0
    versions.current().update(is_current=False)
    rubric = Rubric.objects.create(lens=lens, version=newest + 1, is_current=True)
    Criterion.objects.bulk_create(
        Criterion(rubric=rubric, position=position, **values) for position, values in enumerate(criteria)
    )
    return rubric
