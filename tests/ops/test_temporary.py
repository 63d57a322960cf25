"""Servers for one test run: apart from everything else, and gone afterwards however the run ended."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exportready.local import processes, temporary
from exportready.local.addresses import (
    SERVICES_FILE,
    ensure_secrets,
    environment,
    next_database,
    project_root,
    write_json,
)
from tests.ops.probes import processes_naming, query, wait_until

HOLD = """
import sys, time
from pathlib import Path
from exportready.local import temporary
with temporary(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(60)
"""


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@192.0.2.1/other")
    folder = tmp_path / "servers with a space"
    with temporary(folder) as values:
        assert query(values["DATABASE_URL"], "SELECT current_setting('fsync')") == [("off",)]
        assert processes_naming(folder)
    assert not folder.exists()
    assert not processes_naming(folder)


def test_a_killed_run_leaves_nothing_either(tmp_path: Path) -> None:
    folder = tmp_path / "servers"
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project_root()) as run:
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
        processes.send(run.pid, signal.SIGKILL)
    wait_until(lambda: not processes_naming(folder) and not folder.exists())


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    with temporary(tmp_path / "one") as one, temporary(tmp_path / "two") as two:
        shared = {name for name in one if one[name] == two[name]}
        assert shared == {"DEMO", "HTTPS"}


def test_before_the_first_start_nothing_is_published_and_nothing_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://queue.example:6379/0")
    assert environment(tmp_path) == {}
    assert not list(tmp_path.iterdir())


def test_servers_of_ones_own_are_never_mixed_with_the_embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = tmp_path / ".local"
    published.mkdir()
    ensure_secrets(published)
    write_json(published / SERVICES_FILE, {"postgres": 5432, "broker": 6379, "cache": 6380})
    root = tmp_path
    assert environment(root)["DATABASE_OWNER_URL"].startswith("postgresql://owner:")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db.example/mine")
    monkeypatch.setenv("REDIS_URL", "redis://queue.example:6379/3")
    values = environment(root)
    assert "DATABASE_OWNER_URL" not in values
    assert values["CACHE_URL"] == "redis://queue.example:6379/4"


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("redis://host:6379/0", "redis://host:6379/1"),
        ("redis://host:6379", "redis://host:6379/1"),
        ("rediss://:word@host:6379/2?ssl_cert_reqs=none", "rediss://:word@host:6379/3?ssl_cert_reqs=none"),
    ],
)
def test_the_cache_takes_the_next_database(url: str, following: str) -> None:
    assert next_database(url) == following
