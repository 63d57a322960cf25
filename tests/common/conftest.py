"""Sentences are compared as they are written; that both catalogues hold them is shown by tests/test_catalogues.py."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
