"""Sentences are compared in the language they are written in; that both catalogues hold them is tests/test_catalogues.py's."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
