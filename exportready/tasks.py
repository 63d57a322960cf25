"""What beat starts by the clock."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts.once import forget_old


@shared_task(name="exportready.nightly")
def nightly() -> None:
    """Drop what nobody needs any more: answers of old submissions and ended sessions."""
    forget_old(timezone.now())
    call_command("clearsessions")
