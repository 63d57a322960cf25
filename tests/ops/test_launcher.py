"""The embedded servers: started, used with few rights, kept, and recovered after the worst."""

import os
import signal
import socket
import stat
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from exportready.local import processes
from exportready.local.ports import LOOPBACK
from exportready.local.services import Services
from tests.ops.probes import processes_naming, query, valkey, wait_until


def pids(services: Services) -> list[int]:
    found = [server.pid() for server in services.servers().values()]
    return [pid for pid in found if pid is not None]


def kill_everything(services: Services) -> None:
    victims = processes_naming(services.directory)
    assert len(victims) > len(services.servers()), "the database has children of its own"
    for pid in victims:
        processes.send(pid, signal.SIGKILL)
    wait_until(lambda: not processes_naming(services.directory))


def test_the_published_addresses_work(services: Services) -> None:
    values = services.up()
    assert query(values["DATABASE_URL"], "SELECT current_user, current_setting('data_checksums')") == [("app", "on")]
    assert query(values["DATABASE_OWNER_URL"], "SELECT current_user") == [("owner",)]
    assert query(values["DATABASE_URL"], "SHOW server_version")[0][0].startswith("18.")
    broker, cache = valkey(values["REDIS_URL"]), valkey(values["CACHE_URL"])
    assert broker.config_get("maxmemory-policy", "appendonly") == {
        "maxmemory-policy": "noeviction",
        "appendonly": "yes",
    }
    assert cache.config_get("maxmemory-policy", "maxmemory") == {
        "maxmemory-policy": "allkeys-lru",
        "maxmemory": str(64 * 1024 * 1024),
    }
    for port in (urlsplit(values[name]).port for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL")):
        assert port is not None
        with socket.socket() as outside, pytest.raises(OSError, match="refused"):
            outside.connect((socket.gethostbyname("127.0.0.2"), port))


def test_secrets_are_made_once_and_private(services: Services) -> None:
    first = services.up()
    kept = services.directory / "secrets.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((services.directory / "broker" / "valkey.conf").stat().st_mode) == 0o600
    services.down()
    assert services.up() == first


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE SCHEMA mine",
        "ALTER TABLE thing ADD COLUMN extra text",
        "DROP TABLE thing",
        "TRUNCATE thing",
        "CREATE EXTENSION hstore",
        "CREATE ROLE other",
        "COPY thing TO PROGRAM 'cat'",
    ],
)
def test_the_application_changes_rows_and_nothing_else(shared: dict[str, str], statement: str) -> None:
    query(shared["DATABASE_URL"], "INSERT INTO thing (name) VALUES ('a')")
    query(shared["DATABASE_URL"], "UPDATE thing SET name = 'b'")
    assert query(shared["DATABASE_URL"], "SELECT DISTINCT name FROM thing") == [("b",)]
    query(shared["DATABASE_URL"], "DELETE FROM thing")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        query(shared["DATABASE_URL"], statement)


def test_a_database_made_by_the_owner_has_the_same_rights(shared: dict[str, str]) -> None:
    connection = psycopg2.connect(shared["DATABASE_OWNER_URL"])
    connection.autocommit = True
    connection.cursor().execute("CREATE DATABASE another")
    connection.close()
    owner, app = (shared[name].replace("/exportready", "/another") for name in ("DATABASE_OWNER_URL", "DATABASE_URL"))
    query(owner, "CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
    query(app, "INSERT INTO thing (name) VALUES ('a')")
    assert query(app, "SELECT similarity('batik', 'batik tulis') > 0.4, unaccent('é')") == [(True, "e")]


def test_a_second_start_keeps_data_and_ports(services: Services) -> None:
    values = services.up()
    query(values["DATABASE_OWNER_URL"], "CREATE TABLE kept AS SELECT 42 AS answer")
    valkey(values["REDIS_URL"]).rpush("queue", "message")
    services.down()
    assert not processes_naming(services.directory)
    assert services.up() == values
    assert query(values["DATABASE_URL"], "SELECT answer FROM kept") == [(42,)]
    assert valkey(values["REDIS_URL"]).lrange("queue", 0, -1) == ["message"]


def test_a_start_while_all_runs_changes_nothing(services: Services) -> None:
    values, before = services.up(), pids(services)
    assert services.up() == values
    assert pids(services) == before


def test_it_recovers_after_everything_was_killed(services: Services) -> None:
    values = services.up()
    query(values["DATABASE_OWNER_URL"], "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    kill_everything(services)
    assert set(services.status().values()) == {None}
    assert services.up() == values
    assert query(values["DATABASE_URL"], "SELECT count(*) FROM kept") == [(1000,)]


def test_children_that_outlive_a_killed_postmaster_do_not_stop_the_next_start(services: Services) -> None:
    values = services.up()
    busy = psycopg2.connect(values["DATABASE_URL"])
    backend = busy.info.backend_pid
    postmaster = services.postgres().pid()
    assert postmaster is not None
    processes.send(backend, signal.SIGSTOP)  # it cannot notice that its parent is gone
    processes.send(postmaster, signal.SIGKILL)
    assert services.up() == values
    assert not processes.command_line(backend)
    assert query(values["DATABASE_URL"], "SELECT 1") == [(1,)]
    busy.close()


def test_a_lock_whose_number_now_belongs_to_another_program_is_ignored(services: Services) -> None:
    values = services.up()
    kill_everything(services)
    lock = services.directory / "postgres" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"]) as stranger:
        lines = lock.read_text().splitlines(keepends=True)
        lock.write_text("".join([f"{stranger.pid}\n", *lines[1:]]))
        assert services.up() == values
        assert stranger.poll() is None, "it was not ours to stop"
        stranger.kill()


def test_a_taken_port_is_replaced_and_published(services: Services) -> None:
    port = urlsplit(services.up()["DATABASE_URL"]).port
    services.down()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind((LOOPBACK, port or 0))
        squatter.listen()
        values = services.up()
        assert urlsplit(values["DATABASE_URL"]).port != port
        assert query(values["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_a_broken_append_only_file_does_not_stop_the_broker(services: Services) -> None:
    values = services.up()
    valkey(values["REDIS_URL"]).set("a", "b")
    services.down()
    for file in (services.directory / "broker" / "appendonlydir").glob("*.incr.aof"):
        file.write_bytes(b"*3\r\n$3\r\nSET\r\nrubbish" * 50)
    assert valkey(services.up()["REDIS_URL"]).get("a") is None
    assert (services.directory / "broker" / "appendonlydir.broken").is_dir()


def test_a_killed_initdb_leaves_nothing_that_matters(new_services: Services) -> None:
    half = new_services.directory / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert query(new_services.up()["DATABASE_URL"], "SELECT 1") == [(1,)]
    assert not half.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may look at another account's process")
def test_the_database_does_not_believe_to_be_root(services: Services) -> None:
    services.up()
    postmaster = services.postgres().pid()
    process = Path("/proc") / str(postmaster)
    inside = (process / "uid_map").read_text().split()[0]
    outside = (process / "status").read_text().split("Uid:")[1].split()[0]
    assert inside == "65534" or outside != "0"
