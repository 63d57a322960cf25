"""A workshop a week from now, with seats."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.firms import place
from workshops.models import Registration, Workshop, Zone


def workshop_of(*, seats: int = 3, published: bool = True, **fields: object) -> Workshop:
    starts = timezone.now() + timedelta(days=7)
    values: dict[str, object] = {
        "title_id": "Lokakarya anyaman",
        "title_en": "Workshop on weaving",
        "summary_id": "Amati, tiru, modifikasi.",
        "summary_en": "Observe, imitate, modify.",
        "place": "Gedung UKM, Jl. Contoh 1",
        "regency": place(),
        "zone": Zone.JAKARTA,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=6),
        "seats": seats,
        "seats_left": seats,
        "state": "published" if published else "draft",
    }
    return Workshop.objects.create(**(values | fields))


def counted_right(workshop: Workshop) -> bool:
    """The counter agrees with the registrations that stand."""
    workshop.refresh_from_db()
    return workshop.taken == Registration.objects.standing().filter(workshop=workshop).count()
