"""The reference tables, loaded once for this folder and kept outside the tests' transactions."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from market.domain.reference import load_reference
from market.models import HsCode, HsWord, Province, Regency


@pytest.fixture(scope="package")
def reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        load_reference()
    yield
    with django_db_blocker.unblock():
        HsCode.objects.filter(level=6).delete()
        HsCode.objects.filter(level=4).delete()
        HsCode.objects.all().delete()
        HsWord.objects.all().delete()
        Regency.objects.all().delete()
        Province.objects.all().delete()
