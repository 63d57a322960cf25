"""The kinds of long work: each app registers its handlers in its `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.run import Run

Handler = Callable[["Run"], None]


@dataclass(frozen=True)
class Kind:
    """`handler(run)` builds; it writes its effects inside `with run.finishing():`, once."""

    name: str
    handler: Handler


_kinds: dict[str, Kind] = {}


def handles(name: str) -> Callable[[Handler], Handler]:
    """Register a handler: `@handles("documents.typeset")`. Names are unique and stay, since rows hold them."""

    def register(handler: Handler) -> Handler:
        if name in _kinds and _kinds[name].handler is not handler:
            raise ValueError(f"job kind {name!r} is registered twice")
        _kinds[name] = Kind(name, handler)
        return handler

    return register


def kind(name: str) -> Kind:
    return _kinds[name]


def names() -> frozenset[str]:
    return frozenset(_kinds)
