"""Looks from outside at servers: what a test knows without asking the launcher."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg2
import redis


def query(url: str, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Run and commit one statement; its rows, or none."""
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def valkey(url: str) -> Any:
    return redis.Redis.from_url(url, decode_responses=True)


def processes_naming(folder: Path) -> list[int]:
    """The pids of all live processes that name `folder` on their command line, or work in it."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and is_about(entry, folder):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def is_about(entry: Path, folder: Path) -> bool:
    words = (entry / "cmdline").read_bytes()
    works_in = (entry / "cwd").readlink()
    return bool(words) and (str(folder).encode() in words or works_in.is_relative_to(folder))


def wait_until(true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
