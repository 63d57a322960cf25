"""The demonstration: firms, products, reviews and workshops, the same at every run."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import people_on_show
from exportready.demo.firms import make_firms
from exportready.demo.people import make_experts, make_staff
from exportready.demo.reviews import make_reviews
from exportready.demo.workshops import make_workshops
from smes.models import Product


class Command(BaseCommand):
    help = "Load reference data and, in demo mode, the demonstration (once)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="print the demonstration's accounts, one per role")
        parser.add_argument("--json", action="store_true", help="with --list: role to e-mail address, as JSON")
        parser.add_argument("--people", action="store_true", help="only reference data and people, without firms")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is made in demo mode only: set DEMO=1.")
        if options["list"]:
            self.list_people(as_json=options["json"])
            return
        for command in ("load_reference", "load_statistics", "load_rubrics"):
            call_command(command, stdout=self.stderr)
        if options["people"]:
            make_experts(by=make_staff().administrator)
            return
        if Product.objects.filter(company__is_demo=True).exists():
            return
        began = time.monotonic()
        self.make()
        self.stdout.write(f"Demonstration made in {time.monotonic() - began:.0f} s.")

    def make(self) -> None:
        staff = make_staff()
        products = make_firms(staff=staff.ministry)
        make_reviews(products=products, staff=staff.ministry)
        make_workshops(staff=staff.ministry)

    def list_people(self, *, as_json: bool) -> None:
        people = people_on_show()
        if as_json:
            self.stdout.write(json.dumps({person.role: person.email for person in people}))
            return
        for person in people:
            self.stdout.write(f"{person.role_label:16} {person.email:36} {person.name}, {person.organisation or '–'}")
