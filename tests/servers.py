"""Real PostgreSQL and Valkey for one test run, started before Django reads its settings (loaded by `-p tests.servers`)."""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from exportready.local import temporary

stack = ExitStack()
folder = Path(tempfile.mkdtemp(prefix="exportready-tests-"))
atexit.register(shutil.rmtree, folder, ignore_errors=True)
atexit.register(stack.close)

values = stack.enter_context(temporary(folder / "servers"))
os.environ.update(
    values,
    DJANGO_SETTINGS_MODULE="exportready.settings",
    DATABASE_URL=values["DATABASE_OWNER_URL"],
    MEDIA_ROOT=str(folder / "media"),
    STATIC_ROOT=str(folder / "static"),
    EMAIL_URL=f"file:{folder / 'mail'}",
    PUBLIC_URL="http://localhost:8000",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    METRICS_TOKEN="tests-only",  # a test's own token
    DEMO="1",
    HTTPS="0",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright's loop runs in the thread in which the other tests use the ORM
)
