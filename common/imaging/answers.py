"""What the helper makes of a photo, and how that travels through the answer socket."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from common.imaging.limits import PhotoRefusedError, Refusal

_END = struct.Struct(">5sBI")
_END_MARK = b"\nend "


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
    """`colour` is "#rrggbb"; `hints` are names of `quality.hints`; `peak_mb` is the child's memory."""

    made: list[Made]
    colour: str
    hints: list[str]
    peak_mb: float = 0.0


class HelperError(RuntimeError):
    """The helper failed in a way that is no fault of the photo."""


def encode(prepared: Prepared | Refusal | str) -> bytes:
    """One JSON line, then the pictures. A plain string is a fault, told in the helper's log too."""
    if isinstance(prepared, Refusal):
        return _line({"refused": prepared.value})
    if isinstance(prepared, str):
        return _line({"fault": prepared})
    made = [[m.size, m.format, m.width, m.height, len(m.data)] for m in prepared.made]
    header = {"colour": prepared.colour, "hints": prepared.hints, "made": made}
    return _line(header) + b"".join(m.data for m in prepared.made)


def _line(header: Mapping[str, object]) -> bytes:
    return json.dumps(header).encode() + b"\n"


def end(ended_by: int, peak_kb: int) -> bytes:
    """What the helper writes behind an answer: the signal that ended the child (0: none), and its memory."""
    return _END.pack(_END_MARK, ended_by, peak_kb)


def split_end(received: bytes) -> tuple[bytes, int, float] | None:
    """(answer, signal, peak in MB); None if the end is missing, because the helper itself is gone."""
    answer, ending = received[: -_END.size], received[-_END.size :]
    if len(ending) < _END.size or not ending.startswith(_END_MARK):
        return None
    _, ended_by, peak_kb = _END.unpack(ending)
    return answer, ended_by, round(peak_kb / 1024, 1)


def decode(answer: bytes, peak_mb: float) -> Prepared:
    """The reverse of `encode`. Raises PhotoRefusedError, or HelperError for a fault of the child."""
    line, newline, body = answer.partition(b"\n")
    if not newline:
        raise HelperError("the child gave no answer")
    header = json.loads(line)
    if "refused" in header:
        raise PhotoRefusedError(Refusal(header["refused"]), peak_mb=peak_mb)
    if "fault" in header:
        raise HelperError(header["fault"])
    made, start = [], 0
    for size, format_, width, height, length in header["made"]:
        made.append(Made(size, format_, width, height, body[start : start + length]))
        start += length
    if start != len(body):
        raise HelperError(f"the helper's answer has {len(body)} bytes instead of {start}")
    return Prepared(made, header["colour"], header["hints"], peak_mb)
