"""Servers that live as long as a test run and leave nothing, however it ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exportready.local.services import Services


@contextmanager
def throwaway(directory: Path) -> Iterator[dict[str, str]]:
    """See `exportready.local.temporary`."""
    services = Services(directory, durable=False)
    services.directory.mkdir(parents=True, exist_ok=True)
    # The guard reads a pipe that ends when this process does, even by SIGKILL, and then cleans up.
    guard = subprocess.Popen(
        [sys.executable, "-m", "exportready.local", "guard", str(services.directory)],
        stdin=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
        start_new_session=True,
    )
    try:
        yield services.up()
    finally:
        services.wipe()
        guard.communicate()


def guard(directory: Path) -> None:
    """Wait for the end of standard input, then stop and remove what runs in `directory`."""
    sys.stdin.buffer.read()
    if directory.exists():
        Services(directory, durable=False).wipe()
