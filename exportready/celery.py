"""The worker's application. Work reaches it only through `jobs` (ARCHITECTURE.md, "A job")."""

import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exportready.settings")

app = Celery("exportready")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def use_our_logging(**_: Any) -> None:
    """Keep Django's LOGGING in the worker and in beat: connecting here stops Celery from replacing it."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.worker_init.connect
def bind_request_ids(**_: Any) -> None:
    """Let each task's log lines carry the id of the request that asked for it."""
    from django_structlog.celery.steps import DjangoStructLogInitStep

    app.steps["worker"].add(DjangoStructLogInitStep)
