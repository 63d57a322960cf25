"""The web process: `gunicorn --worker-class gthread exportready.wsgi`."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from common.plain_text import without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exportready.settings")

pages = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Every request is read as UTF-8, whatever it claims to be."""
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return pages(environ, start_response)
