"""Real PostgreSQL and Valkey on this machine, without a container: for development, demonstrations and tests.

This file is read by the settings of every process, so it imports nothing heavy and starts nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exportready.local.addresses import environment

__all__ = ["environment", "temporary"]


@contextmanager
def temporary(directory: Path) -> Iterator[dict[str, str]]:
    """Run own servers in `directory` on random ports; yield the same dict as `environment`.

    For tests: nothing is synced to disk, DATABASE_URL and REDIS_URL of the process are not used, and at the end (also
    when this process is killed) the servers are stopped and `directory` is removed.
    """
    from exportready.local.throwaway import throwaway  # noqa: PLC0415 - the drivers it needs are not for settings

    with throwaway(Path(directory)) as values:
        yield values
