"""Two experts hand in at the same moment: the panel is completed once, and a control shows that it could be missed."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection

from documents.models import Document
from reviews.domain import reviewing
from reviews.domain.reporting import complete_panel
from reviews.models import Review
from tests.factories.people import cast
from tests.factories.reviews import assigned, draft_review, product_to_review, written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("locks", "reports"), [(True, 2), (False, 0)], ids=["as it is", "control without the lock"])
def test_the_last_of_two_completes_the_panel(monkeypatch: pytest.MonkeyPatch, locks: bool, reports: int) -> None:
    people = cast()
    product = product_to_review(people)
    drafts = [
        draft_review(assigned(product, people.expert, by=people.ministry)),
        draft_review(assigned(product, people.other_expert, by=people.ministry, lens="buying")),
    ]
    meet = threading.Barrier(2, timeout=1)

    def complete_together(**values: object) -> list[Document]:
        """Both have written that they submitted, neither has committed: each would see the other's draft."""
        with suppress(threading.BrokenBarrierError):
            meet.wait()
        return complete_panel(**values)  # type: ignore[arg-type]

    monkeypatch.setattr(reviewing, "complete_panel", complete_together)
    if not locks:
        monkeypatch.setattr(reviewing, "lock", lambda product: None)
    at_once([hand_in(review) for review in drafts])
    assert Review.objects.submitted().count() == 2
    assert Document.objects.count() == reports


def hand_in(review: Review) -> Callable[[], None]:
    expert = review.assignment.expert

    def run() -> None:
        version = reviewing.save(review=review, version=1, written=written(review), by=expert)
        reviewing.submit(review=review, version=version, by=expert)

    return run


def at_once(jobs: list[Callable[[], None]]) -> None:
    """Run each in a thread with its own connection."""

    def in_thread(job: Callable[[], None]) -> None:
        try:
            job()
        finally:
            connection.close()

    threads = [threading.Thread(target=in_thread, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
