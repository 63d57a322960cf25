"""The figures and products of the landing page."""

from typing import Any


def landing_context() -> dict[str, Any]:
    return {}
