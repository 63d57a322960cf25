"""Telling people."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from accounts.models import User
from jobs.domain.queue import enqueue
from network.models import Notice

Sentence = str | Promise | Callable[[], str]


@transaction.atomic
def tell(*, people: Iterable[User], key: str, title: Sentence, text: Sentence, url: str = "") -> list[Notice]:
    """Tell each person once (by `key`), in their own language, in the app and by e-mail.

    Lazy translations, or callables that translate, are evaluated under each person's language.
    """
    told = []
    for person in people:
        with translation.override(person.language):
            # one line: it becomes the subject of an e-mail, and names may come with line breaks
            words = {"title": " ".join(spoken(title).split())[:160], "text": spoken(text)[:600], "url": url}
        notice, new = Notice.objects.get_or_create(user=person, key=key, defaults=words)
        if new:
            enqueue(kind="network.mail", key=f"mail:{notice.pk}", payload={"notice": notice.pk}, title=notice.title)
            told.append(notice)
    return told


def spoken(sentence: Sentence) -> str:
    return str(sentence() if callable(sentence) else sentence)


def mark_read(*, by: User, pk: int | None = None) -> int:
    """Mark one notice, or all of one's own, as read."""
    unread = Notice.objects.visible_to(by).unread()
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=timezone.now())
