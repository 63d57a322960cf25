import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ministry.domain.loading import SOURCE, load_statistics


class Command(BaseCommand):
    help = "Load the official figures of ministry/data/statistics.csv (or another file); a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SOURCE)

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_statistics(options["file"])
        self.stdout.write(
            json.dumps({"rows": loaded.rows, "added": loaded.added, "differing": loaded.differing}, ensure_ascii=False)
        )
