"""Two `make run` in one folder: the second is told, and `make stop` ends the first."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local.addresses import project_root
from exportready.local.errors import LocalError
from exportready.local.only_one import only_one, stop_running
from exportready.local.services import Services

HOLD = """
import signal, sys, time
from pathlib import Path
from exportready.local.only_one import only_one
from exportready.local.services import Services
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
with only_one(Services(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return Services(tmp_path / ".local")


@pytest.fixture
def holder(services: Services) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(services.directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project_root()) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_who_the_first_is(services: Services, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(LocalError, match=rf"already runs .*process {holder.pid}"), only_one(services):
        pytest.fail("both hold it")


def test_a_killed_one_holds_nothing(services: Services, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with only_one(services):
        pass


def test_stop_ends_the_first_in_order(services: Services, holder: subprocess.Popen[str]) -> None:
    stop_running(services)
    assert holder.wait(5) == 7
    with only_one(services):
        pass


def test_stop_without_one_does_nothing(services: Services) -> None:
    stop_running(services)
    with only_one(services):
        pass
