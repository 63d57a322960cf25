"""The kinds of documents: each higher app registers its own in its `tasks.py` (as it does with kinds of jobs)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from common.uploads import media_path

Facts = Mapping[str, Any]


def facts_as_they_are(facts: Facts) -> dict[str, Any]:
    return dict(facts)


def photos_named_in(facts: Facts) -> dict[str, bytes]:
    """`facts["photos"]` maps a name to a private storage path; templates say `<img src="photo:NAME">`."""
    return {name: media_path(path).read_bytes() for name, path in facts.get("photos", {}).items()}


@dataclass(frozen=True)
class Kind:
    """How facts become pages. `context` and `images` read the frozen facts only: a second build gives the same file."""

    slug: str
    label: str | Promise
    template: str
    styles: Sequence[str]
    context: Callable[[Facts], dict[str, Any]]
    images: Callable[[Facts], dict[str, bytes]]


_kinds: dict[str, Kind] = {}


def register(
    slug: str,
    *,
    template: str,
    label: str | Promise,
    styles: Sequence[str] = (),
    context: Callable[[Facts], dict[str, Any]] = facts_as_they_are,
    images: Callable[[Facts], dict[str, bytes]] = photos_named_in,
) -> None:
    """Add a kind. `template` extends documents/base.html; `styles` are templates too, laid over documents/print.css.

    Slugs are unique and stay, since rows hold them and signatures cover them.
    """
    if slug in _kinds and _kinds[slug].template != template:
        raise ValueError(f"document kind {slug!r} is registered twice")
    _kinds[slug] = Kind(slug, label, template, tuple(styles), context, images)


def kind(slug: str) -> Kind:
    return _kinds[slug]


def label(slug: str) -> str:
    """What the kind is called; a kind whose app is no longer installed still shows its documents."""
    return str(_kinds[slug].label) if slug in _kinds else slug
