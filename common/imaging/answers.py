"""What the helper makes of a photo, and how that travels through the answer socket."""

import json
from dataclasses import dataclass

from common.imaging.limits import PhotoRefusedError, Refusal

TRAILER = b"\nend "
"""Written by the helper when the child is gone, followed by one byte: the signal that ended it, or 0."""


@dataclass(frozen=True, slots=True)
class Made:
    """One encoded picture: its nominal long edge, its format ("avif" or "jpeg"), and its true size in pixels."""

    size: int
    format: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """`colour` is "#rrggbb"; `hints` are names of `quality.hints`; seconds and peak (MB) are the child's own."""

    made: list[Made]
    colour: str
    hints: list[str]
    seconds: float = 0.0
    peak_mb: float = 0.0


class HelperError(RuntimeError):
    """The helper failed in a way that is no fault of the photo."""


def encode(prepared: Prepared | Refusal | str, seconds: float, peak_mb: float) -> bytes:
    """One JSON line, then the pictures. A plain string is a fault, told in the helper's log too."""
    header: dict[str, object] = {"seconds": round(seconds, 4), "peak_mb": round(peak_mb, 1)}
    if isinstance(prepared, Refusal):
        return _line(header | {"refused": prepared.value})
    if isinstance(prepared, str):
        return _line(header | {"fault": prepared})
    header |= {"colour": prepared.colour, "hints": prepared.hints}
    header["made"] = [[m.size, m.format, m.width, m.height, len(m.data)] for m in prepared.made]
    return _line(header) + b"".join(m.data for m in prepared.made)


def _line(header: dict[str, object]) -> bytes:
    return json.dumps(header).encode() + b"\n"


def decode(answer: bytes) -> Prepared:
    """The reverse. Raises PhotoRefusedError, or HelperError for a fault of the child or an answer cut short."""
    line, newline, body = answer.partition(b"\n")
    if not newline:
        raise HelperError("the helper gave no answer")
    header = json.loads(line)
    if "refused" in header:
        raise PhotoRefusedError(Refusal(header["refused"]), peak_mb=header["peak_mb"])
    if "fault" in header:
        raise HelperError(header["fault"])
    made, start = [], 0
    for size, format_, width, height, length in header["made"]:
        made.append(Made(size, format_, width, height, body[start : start + length]))
        start += length
    if start != len(body):
        raise HelperError(f"the helper's answer has {len(body)} bytes instead of {start}")
    return Prepared(made, header["colour"], header["hints"], header["seconds"], header["peak_mb"])
