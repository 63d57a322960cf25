"""A review report of three pages for the benchmark of documents: ten drawn photos, three lenses, nine findings."""

import io
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "benchmark_report.html"
URL = "https://exportready.example/v/" + "aB3_" * 26 + "xyz/"
AXES = ["Bentuk dan tren", "Bahan dan penyelesaian", "Fungsi", "Konsistensi", "Kemasan dan label"]
AXES += ["Posisi harga", "Kepatuhan", "Kapasitas", "Cerita"]
SCORES = {
    "Desain": [4, 5, 4, 3, 2, None, None, None, 5],
    "Pembelian": [2, 4, 4, 3, 2, 3, 4, None, 4],
    "Agregasi": [None, None, None, 2, 4, 3, 2, 2, None],
}
SEVERITIES = [("must", "Wajib diperbaiki"), ("should", "Sebaiknya diperbaiki"), ("idea", "Gagasan")]
TEXT = (
    "Anyaman pada tepi luar longgar sehingga serat terlepas saat digulung. Kunci tepi dengan jahitan rantai dua baris,"
    " lalu potong sisa serat sebelum dikemas. Pembeli menolak produk dengan serat lepas karena dianggap cacat."
)


@dataclass(frozen=True)
class Issued:
    """What the base template reads of a document's row."""

    title: str = "Laporan ulasan: Tikar pandan anyaman halus"
    number: str = "3F2A-91BC-V2"
    kind_label: str = "Laporan ulasan produk"
    issued_at: datetime = datetime(2025, 11, 24, 3, 0, tzinfo=UTC)
    version: int = 2
    key_id: str = "3fa2b1c0"
    verification_url: str = URL


def configure() -> None:
    """Django with templates only: no database, no cache server."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["common"],
        LANGUAGE_CODE="id",
        LANGUAGES=[("id", "Bahasa Indonesia"), ("en", "English")],
        LOCALE_PATHS=[ROOT / "locale"],
        TIME_ZONE="Asia/Jakarta",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "templates", ROOT / "benchmarks" / "templates"],
            }
        ],
    )
    django.setup()


def photo(seed: int, width: int, height: int) -> bytes:
    """A woven surface as JPEG."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), "#d6be96")
    draw = ImageDraw.Draw(image)
    for x in range(0, width, 24):
        for y in range(0, height, 24):
            shade = chance.randrange(110, 220)
            draw.rectangle((x, y, x + 22, y + 10), fill=(shade, int(shade * 0.8), int(shade * 0.5)))
    target = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(target, "JPEG", quality=82)
    return target.getvalue()


def photos() -> dict[str, bytes]:
    """The product's picture as the photo pipeline makes it (800 px), and a crop for each finding."""
    return {"front": photo(0, 800, 600), **{f"crop{n}": photo(n, 480, 360) for n in range(1, 10)}}


def context() -> dict[str, Any]:
    from common.charts import Lens, radar

    lenses = [Lens(name, scores) for name, scores in SCORES.items()]
    return {
        "document": Issued(),
        "verify_at": "exportready.example/v/",
        "product": [("Kode HS", "4601.29"), ("Harga", "USD 14,50 FOB"), ("MOQ", "200 lembar"), ("Waktu", "45 hari")],
        "lenses": lenses,
        "radar": radar(axes=AXES, lenses=lenses, title="Nilai", description="Nilai tiap sudut pandang"),
        "criteria": list(zip(AXES, zip(*SCORES.values(), strict=True), strict=True)),
        "findings": [
            {
                "photo": f"crop{n}",
                "title": "Sambungan tepi terbuka pada sudut kiri",
                "severity": SEVERITIES[n % 3][0],
                "label": SEVERITIES[n % 3][1],
                "text": TEXT,
            }
            for n in range(1, 10)
        ],
        "steps": [
            "Perbaiki tepi pada semua contoh sebelum 15 Desember.",
            "Ganti plastik dengan kertas daur ulang berlabel dua bahasa.",
            "Simpan revisi 3 dan jawab tiap temuan.",
        ],
    }
