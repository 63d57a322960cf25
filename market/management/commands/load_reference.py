import time
from typing import Any

from django.core.management.base import BaseCommand

from market.domain.reference import load_reference


class Command(BaseCommand):
    help = "Load provinces, regencies and HS 2022 codes. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.perf_counter()
        for name, loaded in load_reference().items():
            self.stdout.write(f"{name}: {loaded.rows} rows, {loaded.changed} changed")
        self.stdout.write(f"{time.perf_counter() - start:.1f} s")
