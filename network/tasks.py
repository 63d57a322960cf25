"""Notices by e-mail: at least once, with the same Message-ID each time so that a mailbox shows it once."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from jobs.kinds import handles
from jobs.run import Run
from network.models import Notice


@handles("network.mail")
def mail(run: Run) -> None:
    notice = Notice.objects.select_related("user").get(pk=run.payload["notice"])
    if notice.mailed_at is None and notice.user.is_active:
        compose(notice).send()
    with run.finishing():
        Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True).update(mailed_at=timezone.now())


def compose(notice: Notice) -> EmailMultiAlternatives:
    context = {"notice": notice, "link": f"{settings.PUBLIC_URL}{notice.url}" if notice.url else settings.PUBLIC_URL}
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    with translation.override(notice.user.language):
        message = EmailMultiAlternatives(
            subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{notice.title}",
            body=render_to_string("network/notice.txt", context),
            to=[notice.user.email],
            headers={"Message-ID": f"<{notice.message_id}@{host}>"},
        )
        message.attach_alternative(render_to_string("network/notice_mail.html", context), "text/html")
    return message
