"""Servers of a test's own, in its own folder: never those of the test run or of `make run`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local import temporary
from exportready.local.services import Services
from tests.ops.probes import query


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Durable servers, as `make services` would start them in a project at `tmp_path`."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL"):
        monkeypatch.delenv(name, raising=False)
    services = Services(tmp_path / ".local")
    yield services
    services.wipe()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Throwaway servers for the tests of one module, with a table `thing` that the owner made."""
    with temporary(tmp_path_factory.mktemp("servers")) as values:
        query(values["DATABASE_OWNER_URL"], "CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
        yield values
