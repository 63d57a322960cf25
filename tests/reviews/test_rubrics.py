"""Rubrics as data: complete in both languages, versioned, loaded once."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from reviews.domain.rubrics import FILE, load_rubrics
from reviews.models import Lens, Review, Rubric

pytestmark = pytest.mark.django_db


def test_every_lens_has_five_to_seven_criteria_with_five_anchors_in_both_languages() -> None:
    load_rubrics()
    for lens in Lens.values:
        criteria = Rubric.objects.current().get(lens=lens).criteria.all()
        assert 5 <= len(criteria) <= 7
        for criterion in criteria:
            for language in ("id", "en"):
                anchors = criterion.anchors_in(language)
                assert len(set(anchors)) == 5
                assert all(anchor.strip().endswith(".") for anchor in anchors)
            assert criterion.name_id != criterion.name_en or criterion.name_id == ""


def test_same_key_has_the_same_name_in_every_lens() -> None:
    names: dict[str, set[tuple[str, str]]] = {}
    for criteria in json.loads(FILE.read_text()).values():
        for criterion in criteria:
            names.setdefault(criterion["key"], set()).add((criterion["name_id"], criterion["name_en"]))
    assert all(len(found) == 1 for found in names.values())
    assert len(names) == 9  # those of DOMAIN 5


def test_loading_again_changes_nothing() -> None:
    assert len(load_rubrics()) == 3
    assert load_rubrics() == []
    call_command("load_rubrics", verbosity=0)
    assert Rubric.objects.count() == 3


def test_changed_file_makes_a_new_version_and_reviews_keep_theirs(review: Review, tmp_path: Path) -> None:
    wanted = json.loads(FILE.read_text())
    wanted["design"][0]["weight"] = 5
    changed = tmp_path / "rubrics.json"
    changed.write_text(json.dumps(wanted))
    (newer,) = load_rubrics(changed)
    review.refresh_from_db()
    assert (newer.lens, newer.version) == ("design", 2)
    assert review.rubric.version == 1
    assert not review.rubric.is_current
    assert review.rubric.criteria.get(key="form").weight == 3


def test_database_refuses_two_current_rubrics_of_a_lens() -> None:
    load_rubrics()
    with pytest.raises(IntegrityError, match="rubric_one_current"), transaction.atomic():
        Rubric.objects.create(lens="design", version=2, is_current=True)
