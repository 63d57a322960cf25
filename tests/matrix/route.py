"""How a route is declared: which roles may, and what everybody else gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.factories.people import Cast

PEOPLE = (
    "visitor", "newcomer", "owner", "staff", "other_owner", "aggregator", "other_aggregator", "expert", "other_expert",
    "ministry", "administrator",
)  # fmt: skip
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"visitor"}
FIRM = frozenset({"owner", "staff"})
SMES = FIRM | {"other_owner"}
AGGREGATORS = frozenset({"aggregator", "other_aggregator"})
EXPERTS = frozenset({"expert", "other_expert"})
MINISTRY = frozenset({"ministry"})
ADMINISTRATOR = frozenset({"administrator"})
OVERSEERS = MINISTRY | ADMINISTRATOR
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """One address. `get` and `post` name who may (None: the method is refused with 405 to whoever is let in).

    A visitor who may not is sent to sign in (302), unless `hidden` says that the page is not there for them (404).
    Everybody else who may not gets `refused` (404: the row is not theirs to see; 403: the page is not for their role).
    `foreign` names who has the role but not the row: 404 for them.
    `data` is the body of the POST; `answers` are the statuses with which somebody who may is answered.
    """

    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    args: tuple[str, ...] = ()
    refused: int = 404
    hidden: bool = False
    foreign: frozenset[str] = NOBODY
    data: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    answers: tuple[int, ...] = (200, 201, 302, 303)
    setup: Callable[["World"], None] | None = None


@dataclass
class World:
    """The cast and the rows that routes are about; `args` of a route name entries of `rows`."""

    people: Cast
    rows: dict[str, Any]
    secrets: dict[str, frozenset[str]]
    """Marker text → the roles that may see it anywhere."""
