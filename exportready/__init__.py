"""The project package: settings, addresses, the worker's application and the embedded servers."""

from exportready.celery import app as celery_app

__all__ = ["celery_app"]
