"""How a file is spoiled for the fuzz tests: a few edits of a sound one, or bytes that only begin like one."""

import random
from collections.abc import Callable
from dataclasses import dataclass

MAGICS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x20\0\0\0WEBPVP8 ",
    b"RIFF\x20\0\0\0WEBPVP8X",
    b"%PDF-1.7",
    b"GIF89a",
)
EXTREMES = (b"\0\0", b"\xff\xff", b"\x7f\xff", b"\x80\0", b"\xff\xda", b"\xff\xc2", b"\0\0\xff\xff", b"\x40\0\0\0")


@dataclass(frozen=True)
class Edit:
    """One change: `kind` names it, `where` is a place as a share (0–1) of the length, `content` what goes there."""

    kind: str
    where: float
    content: bytes


def _overwrite(data: bytes, at: int, content: bytes) -> bytes:
    return data[:at] + content + data[at + len(content) :]


KINDS: dict[str, Callable[[bytes, int, bytes], bytes]] = {
    "overwrite": _overwrite,
    "insert": lambda data, at, content: data[:at] + content + data[at:],
    "remove": lambda data, at, content: data[:at] + data[at + len(content) :],
    "cut": lambda data, at, content: data[:at],
    "repeat": lambda data, at, content: data[:at] + data[at : at + 8 * len(content)] * 5 + data[at:],
    "splice": lambda data, at, content: data[:at] + content * 40 + data[:at],
}


def damaged(data: bytes, edits: list[Edit]) -> bytes:
    for edit in edits:
        data = KINDS[edit.kind](data, int(edit.where * len(data)), edit.content)
    return data


def random_file(samples: list[bytes], chance: random.Random) -> bytes:
    """A spoiled sample, nine times of ten near its beginning too, where the headers are; else noise behind a magic."""
    if chance.random() < 0.1:
        return chance.choice(MAGICS) + chance.randbytes(chance.randrange(400))
    edits = []
    for _ in range(chance.randrange(1, 4)):
        where = chance.random() ** chance.choice((1, 3))
        content = chance.choice(EXTREMES) if chance.random() < 0.5 else chance.randbytes(chance.randrange(1, 9))
        kinds = list(KINDS) + ["overwrite"] * 6
        edits.append(Edit(chance.choice(kinds), where, content))
    return damaged(chance.choice(samples), edits)
