"""Servers of a test's own, in its own folder: never those of the test run or of `make run`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local import temporary
from exportready.local.services import Services
from tests.ops.probes import query


@pytest.fixture(autouse=True)
def no_addresses_of_the_test_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def new_services(tmp_path: Path) -> Iterator[Services]:
    """Durable servers that were never started, as `make services` finds them in a new clone at `tmp_path`."""
    services = Services(tmp_path / ".local")
    yield services
    services.wipe()


@pytest.fixture(scope="module")
def services_of_the_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = Services(tmp_path_factory.mktemp("project") / ".local")
    yield services
    services.wipe()


@pytest.fixture
def services(services_of_the_module: Services) -> Services:
    """The same durable servers for all tests of a module, however the last one left them: they recover."""
    if services_of_the_module.directory.exists():
        owner = services_of_the_module.up()["DATABASE_OWNER_URL"]
        query(owner, "DROP TABLE IF EXISTS kept")
    return services_of_the_module


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Throwaway servers for the tests of one module, with a table `thing` that the owner made."""
    with temporary(tmp_path_factory.mktemp("servers")) as values:
        query(values["DATABASE_OWNER_URL"], "CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
        yield values
