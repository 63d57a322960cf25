"""As root, PostgreSQL runs under another account by whatever way this machine allows: each way by itself."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local import binaries, privileges
from exportready.local.errors import LocalError
from exportready.local.privileges import Account, candidates, unprivileged, works
from exportready.local.services import Services
from tests.ops.probes import query

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to give up")

NAMES = ("unshare", "setpriv", "setpriv, passing file permissions", "su")


@pytest.fixture(params=range(len(NAMES)), ids=NAMES)
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Each way alone, as on a machine that forbids the others."""
    chosen: Account = candidates()[request.param]
    monkeypatch.setattr(privileges, "candidates", lambda: [chosen])
    return chosen


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that any account may enter, as a project in /srv; pytest's own are private."""
    made = Path(subprocess.check_output(["mktemp", "-d", "/var/tmp/exportready-XXXXXX"], text=True).strip())  # noqa: S108
    made.chmod(0o755)
    yield made
    Services(made / ".local", durable=False).wipe()
    made.rmdir()


def test_the_database_starts_and_starts_again(account: Account, open_folder: Path) -> None:
    if not works(account, binaries.postgres("postgres"), open_folder):
        pytest.skip("this machine forbids this way, or the programs lie where the account cannot reach them")
    services = Services(open_folder / ".local", durable=False)
    values = services.up()
    query(values["DATABASE_OWNER_URL"], "CREATE TABLE kept AS SELECT 1 AS one")
    services.down()
    assert services.up() == values
    assert query(values["DATABASE_URL"], "SELECT one FROM kept") == [(1,)]


def test_a_private_home_does_not_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privileges, "candidates", lambda: candidates()[1:3])  # no namespaces, as in most containers
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    services = Services(home / ".local", durable=False)
    try:
        assert query(services.up()["DATABASE_URL"], "SELECT 1") == [(1,)]
    finally:
        services.wipe()


def test_a_cluster_moves_from_one_way_to_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = Services(tmp_path / ".local", durable=False)
    try:
        for chosen in (candidates()[0], candidates()[2], candidates()[0]):
            if not works(chosen, binaries.postgres("postgres"), tmp_path):
                pytest.skip("this machine forbids one of the ways")
            monkeypatch.setattr(privileges, "candidates", lambda chosen=chosen: [chosen])
            assert query(services.up()["DATABASE_URL"], "SELECT 1") == [(1,)]
            services.down()
    finally:
        services.wipe()


def test_without_any_way_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privileges, "candidates", lambda: [Account(("no-such-program",), owns_files=True)])
    with pytest.raises(LocalError, match="DATABASE_URL"):
        unprivileged(binaries.postgres("postgres"), tmp_path)
