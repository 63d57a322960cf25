"""Three demonstration workshops, one in each time zone of Indonesia; the last is still a draft."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from workshops.domain import planning
from workshops.models import Workshop, Zone

# title and summary (Indonesian, English), place, regency, zone, days from now, seats, published
PLANNED = [
    (
        ("Anyaman untuk pasar ekspor: amati, tiru, modifikasi", "Weaving for export: observe, imitate, modify"),
        (
            "Dua pertiga waktu untuk praktik. Bawa satu produk dan kemasannya; pakar mengulasnya bersama Anda.",
            "Two thirds of it is practice. Bring one product and its packaging; experts review it with you.",
        ),
        ("Pusat Layanan UKM Tangerang (contoh)", "36.71", Zone.JAKARTA),
        (21, 24, True),
    ),
    (
        ("Kemasan dan label makanan yang diterima pembeli luar negeri", "Food packaging and labels that buyers accept"),
        (
            "Dari izin edar sampai umur simpan: contoh nyata dari agregator yang dulu juga UKM.",
            "From permits to shelf life: real cases told by aggregators who were small makers themselves.",
        ),
        ("Balai Pelatihan Gianyar (contoh)", "51.04", Zone.MAKASSAR),
        (35, 16, True),
    ),
    (
        ("Menghitung harga ekspor", "Working out an export price"),
        (
            "Biaya, Incoterm, dan harga yang bertahan pada pesanan kedua.",
            "Costs, Incoterms, and a price that still holds at the second order.",
        ),
        ("Aula Dinas Koperasi Jayapura (contoh)", "91.71", Zone.JAYAPURA),
        (60, 20, False),
    ),
]


def make_workshops(*, staff: User) -> list[Workshop]:
    """Plan and publish them through the domain; those that are there already stay as they are."""
    return [Workshop.objects.filter(title_id=row[0][0]).first() or make_one(*row, staff=staff) for row in PLANNED]


def make_one(
    titles: tuple[str, str],
    summaries: tuple[str, str],
    where: tuple[str, str, Zone],
    when: tuple[int, int, bool],
    *,
    staff: User,
) -> Workshop:
    place, regency, zone = where
    days, seats, published = when
    day = timezone.localdate() + timedelta(days=days)
    starts = datetime.combine(day, time(9), tzinfo=ZoneInfo(zone))
    workshop = planning.plan(
        workshop=Workshop(
            title_id=titles[0],
            title_en=titles[1],
            summary_id=summaries[0],
            summary_en=summaries[1],
            place=place,
            regency_id=regency,
            zone=zone,
            starts_at=starts,
            ends_at=starts + timedelta(hours=7),
            seats=seats,
        ),
        by=staff,
    )
    if published:
        planning.publish(workshop=workshop, by=staff)
    return workshop
