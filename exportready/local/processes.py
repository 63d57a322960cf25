"""Finding and stopping server processes. Linux only: reads /proc.

A server is known by its command line, which names its data folder: a pid in a file may have been given to another
process since, and the working folder of a process under another account cannot be read in every container.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

CommandLine = list[str]


def command_line(pid: int) -> CommandLine:
    """The words a process was started with (or the title it gave itself); empty when it is gone or a zombie."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [word.decode(errors="replace") for word in raw.rstrip(b"\0").split(b"\0")] if raw else []


def find(matches: Callable[[CommandLine], bool]) -> list[int]:
    """The pids whose command line `matches`, lowest first."""
    pids = sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in pids if (words := command_line(pid)) and matches(words)]


def running(pid: int) -> bool:
    """Whether the process lives; one of our own children that has ended is collected on the way."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_for_end(pids: list[int], seconds: float) -> list[int]:
    """Wait until the processes have ended; return those that still live after `seconds`."""
    deadline = time.monotonic() + seconds
    while pids := [pid for pid in pids if running(pid)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.01)
    return pids


def stop(pids: list[int], steps: list[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn to whatever still lives, giving it that many seconds; at last SIGKILL."""
    for number, seconds in [*steps, (signal.SIGKILL, 5.0)]:
        if not pids:
            return
        for pid in pids:
            send(pid, number)
        pids = wait_for_end(pids, seconds)
