"""Pictures of the demonstration's products, drawn and prepared in all processors at once; the same ones at every run."""

import io
import multiprocessing
import os
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from PIL import Image

from common.images import Derivatives, derive
from exportready.demo.art import draw_product

WIDTH = 1024
"""Pixels: fine enough to come close to, and half the work of the full size."""


@dataclass(frozen=True)
class Shot:
    """Which picture: see `exportready.demo.art.draw_product`."""

    kind: str
    seed: int
    view: str = "main"
    revision: int = 1


@dataclass(frozen=True)
class Picture:
    """A JPEG and what becomes of it, to be handed to `smes.domain.photos.add` as often as wanted."""

    data: bytes
    prepared: Derivatives


def take(shot: Shot) -> Picture:
    drawn = draw_product(shot.kind, shot.seed, view=shot.view, revision=shot.revision)
    file = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS).save(
            file, "JPEG", quality=86
        )
    return Picture(file.getvalue(), derive(file.getvalue()))


def take_all(shots: Collection[Shot]) -> dict[Shot, Picture]:
    """About half a second each, divided by the number of processors."""
    ordered = sorted(set(shots), key=lambda shot: (shot.kind, shot.seed, shot.view, shot.revision))
    # spawned, not forked: a fork would share this process's database connection
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        return dict(zip(ordered, pool.map(take, ordered), strict=True))
