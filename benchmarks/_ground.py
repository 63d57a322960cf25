"""Servers, schema and rows of their own for benchmarks that need Django."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exportready.local import temporary


@contextmanager
def django_on_own_servers() -> Iterator[None]:
    """Real PostgreSQL and Valkey in a folder that is removed; Django set up on them, migrated, static files collected."""
    with (
        tempfile.TemporaryDirectory(prefix="exportready-bench-") as folder,
        temporary(Path(folder) / "servers") as values,
    ):
        os.environ.update(
            values,
            DJANGO_SETTINGS_MODULE="exportready.settings",
            DATABASE_URL=values["DATABASE_OWNER_URL"],
            MEDIA_ROOT=str(Path(folder) / "media"),
            STATIC_ROOT=str(Path(folder) / "static"),
            EMAIL_URL=f"file:{folder}/mail",
            ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
            LOG_LEVEL="ERROR",
            DEMO="1",
            HTTPS="0",
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
        from django.db import connections

        connections.close_all()
