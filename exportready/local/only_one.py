"""One `make run` a folder: the lock that it holds while it lives, and how another command ends it."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from exportready.local import processes
from exportready.local.errors import LocalError
from exportready.local.services import Services

STOP_SECONDS = 90  # a worker may finish what it holds


@contextmanager
def only_one(services: Services) -> Iterator[None]:
    """Hold this folder's run lock, which the system frees even when we are killed. Raises LocalError when another does."""
    descriptor = open_lock(services)
    try:
        if not taken(descriptor):
            raise LocalError(
                f"ExportReady already runs from this folder (process {holder(descriptor)}): "
                "stop it with Ctrl-C in its terminal, or with 'make stop'."
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def stop_running(services: Services) -> None:
    """Ask the `make run` of this folder, if there is one, to stop in order, and wait until it has."""
    descriptor = open_lock(services)
    try:
        if taken(descriptor):
            return
        processes.send(holder(descriptor), signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while not taken(descriptor):
            if time.monotonic() > deadline:
                raise LocalError(f"Process {holder(descriptor)} does not stop.")
            time.sleep(0.1)
    finally:
        os.close(descriptor)


def open_lock(services: Services) -> int:
    with services.alone():
        return os.open(services.directory / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)


def taken(descriptor: int) -> bool:
    """Whether the lock is now ours."""
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def holder(descriptor: int) -> int:
    """The pid that its holder wrote into the lock."""
    return int(os.pread(descriptor, 20, 0) or b"0")
