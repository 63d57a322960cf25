"""`python -m tests.faults uploads --count 10000`: spoiled and random files go the way of an uploaded photo.

Each is a stored photo or a refusal with a sentence; nothing of a refused one is kept, and the memory stays bounded.
The control gives the same files to plain Pillow in one process, as most sites do, and counts what escapes from it.
"""

import argparse
import collections
import io
import json
import random
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation
from PIL import Image, UnidentifiedImageError

from tests.common.damage import random_file
from tests.common.pictures import SAMPLES, jpeg_of_scans, png_bomb

MOST_MB = 256
ROOT = Path(__file__).resolve().parents[2]


def files(count: int, seed: int) -> Iterator[bytes]:
    """The same `count` files for the same seed; one in 500 is a bomb, whole or spoiled."""
    chance = random.Random(seed)
    samples = [make() for make in SAMPLES.values()]
    bombs = [png_bomb(), png_bomb(4900, 4890), jpeg_of_scans(5000), jpeg_of_scans(45, 5000, 4000)]
    for index in range(count):
        if index % 500 == 0:
            yield bombs[index // 500 % len(bombs)]
        yield random_file(bombs if index % 500 == 1 else samples, chance)


class Upload:
    """One file on its way; imports Django's parts late, when the settings stand."""

    def __init__(self, data: bytes) -> None:
        from common.errors import DomainError  # noqa: PLC0415
        from common.images import derive  # noqa: PLC0415
        from common.uploads import random_name, read_limited, stored  # noqa: PLC0415

        self.kept, self.peak_mb = 0, 0.0
        with translation.override("id"):
            try:
                photo = derive(read_limited(io.BytesIO(data)))
                paths = {key: random_name("photos", key[1]) for key in photo.files}
                with stored({paths[key]: made.data for key, made in photo.files.items()}):
                    self.kept, self.peak_mb = len(paths), photo.peak_mb
                self.outcome, self.sentence = "accepted", ""
            except DomainError as refused:
                self.outcome, self.sentence = "refused", str(refused)
                self.peak_mb = getattr(refused.__cause__, "peak_mb", 0.0)
            except Exception as error:  # noqa: BLE001 - counting these is what this run is for
                self.outcome, self.sentence = "unexpected", repr(error)[:200]


def escapes(data: bytes) -> str:
    """The control: what plain Pillow does with a file, where a view expects an image or an UnidentifiedImageError."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > 2_000_000:
                return "would unpack a bomb"
            image.load()
    except UnidentifiedImageError:
        return ""
    except Exception as error:  # noqa: BLE001 - counting these is what this run is for
        return type(error).__name__
    return ""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults uploads")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="exportready-uploads-") as media:
        settings.configure(MEDIA_ROOT=media, LANGUAGE_CODE="id", LOCALE_PATHS=[ROOT / "locale"], USE_I18N=True)
        django.setup()
        started = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            uploads = list(pool.map(Upload, files(options.count, options.seed)))
        seconds = time.monotonic() - started
        kept = sum(path.is_file() for path in Path(media).rglob("*"))
    return report(uploads, kept, seconds, options)


def report(uploads: list[Upload], kept: int, seconds: float, options: argparse.Namespace) -> int:
    outcomes = collections.Counter(upload.outcome for upload in uploads)
    for sentence, times in collections.Counter(upload.sentence for upload in uploads).most_common():
        print(f"{times:>7}  {sentence or '(accepted)'}")
    warnings.simplefilter("ignore")
    control = collections.Counter(filter(None, map(escapes, files(options.count, options.seed))))
    figures = {
        "fault": "uploads",
        "files": len(uploads),
        "accepted": outcomes["accepted"],
        "refused": outcomes["refused"],
        "unexpected": outcomes["unexpected"],
        "without_sentence": sum(upload.outcome == "refused" and len(upload.sentence) < 20 for upload in uploads),
        "kept_of_refused": kept - sum(upload.kept for upload in uploads),
        "peak_mb": max(upload.peak_mb for upload in uploads),
        "seconds": round(seconds, 1),
        "control_escapes": control.total(),
        "control": dict(control.most_common()),
    }
    print(json.dumps(figures))
    violated = figures["unexpected"] or figures["without_sentence"] or figures["kept_of_refused"]
    return 1 if violated or max(upload.peak_mb for upload in uploads) >= MOST_MB or not control else 0
