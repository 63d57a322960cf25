from typing import Any

from django.core.management.base import BaseCommand

from reviews.domain.rubrics import load_rubrics


class Command(BaseCommand):
    help = "Load the rubrics of the three lenses. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_rubrics()
        self.stdout.write(", ".join(f"{rubric.lens} {rubric.version}" for rubric in made) or "rubrics: nothing new")
