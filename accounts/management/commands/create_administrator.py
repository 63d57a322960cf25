"""The first administrator of a new installation, and the ministry's organisation."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Grant, Organisation, User


class Command(BaseCommand):
    help = "Make a person administrator and make sure that the ministry's organisation exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--ministry", default="Kementerian Koperasi dan UKM", help="name of the organisation")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].lower()
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        Grant.objects.get_or_create(user=user, role=Grant.GrantedRole.ADMINISTRATOR)
        Organisation.objects.get_or_create(kind=Organisation.Kind.MINISTRY, defaults={"name": options["ministry"]})
        self.stdout.write(f"{email} is administrator. Sign in by code, then set up the second step.")
