"""What changed between two texts, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
MAX_WORDS = 3000


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `kind` is "same", "out" (only before) or "in" (only after)."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one: without the "in" pieces it is `before`, without the "out" pieces `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MAX_WORDS:
        return [Piece(kind, text) for kind, text in (("out", before), ("in", after)) if text]
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [Piece("out", "".join(old[a:b]))] if b > a else []
        found += [Piece("in", "".join(new[c:d]))] if d > c else []
    return found
