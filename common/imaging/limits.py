"""What a photo may cost, and the reasons for refusing one. No sentence here: `common.images` has them."""

from dataclasses import asdict, dataclass
from enum import StrEnum

MEGA = 1_000_000
SIZES = (320, 800, 1600)
"""Long edges in pixels of what is made of each photo; a smaller original is never enlarged."""

PIXELS = {"JPEG": 24 * MEGA, "PNG": 24 * MEGA, "WEBP": 8 * MEGA}
"""Most pixels per format. libwebp keeps four copies of a picture while it decodes, hence the lower figure."""

SCANS = 50
"""Most scans in a JPEG. Cameras write 1, progressive encoders about 10; thousands are an attack on the CPU."""

COEFFICIENT_BYTES = 112 * MEGA
"""Most memory for the coefficients of a progressive JPEG, which libjpeg holds whole (2 bytes each)."""


class Refusal(StrEnum):
    PIXELS = "pixels"
    ANIMATED = "animated"
    DAMAGED = "damaged"
    SLOW = "slow"
    HEAVY = "heavy"
    BUSY = "busy"


class PhotoRefusedError(Exception):
    """The photo is not taken; nothing of it is kept. `peak_mb`: the child's memory, 0 when there was none."""

    def __init__(self, reason: Refusal, *, peak_mb: float = 0.0) -> None:
        self.reason, self.peak_mb = reason, peak_mb
        super().__init__(reason.value)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child process, enforced by the kernel, since a decoder in C cannot be asked to stop."""

    wall_seconds: float = 15.0
    cpu_seconds: int = 10
    growth_mb: int = 168
    """Address space beyond what the helper had when it forked (about 26 MB of that is resident)."""

    def as_dict(self) -> dict[str, float]:
        return asdict(self)
