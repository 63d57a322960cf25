"""One small supervisor: starts the children, shows whose line is whose, restarts who dies, stops all in order."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

from exportready.local import processes

# A child of the supervisor gets SIGTERM when the supervisor itself is killed: nothing keeps the port or the queue.
WITH_PARENT = ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()
LONGEST_PAUSE = 30.0
READY_SECONDS = 15.0
CALM_SECONDS = 60.0  # a child that lived this long starts again at once when it dies
COLOURS = ("36", "35", "33", "32", "34")


@dataclass
class Child:
    """A program to keep running. `grace`: the seconds it gets between SIGTERM and SIGKILL.

    `ready`: the children after it start when this is true, or after 15 s: what a person waits for goes first.
    """

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    grace: float = 20.0
    ready: Callable[[], bool] | None = None
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    due: float = 0.0
    failures: int = 0

    def start(self) -> subprocess.Popen[str]:
        # Its own session: Ctrl-C in the terminal reaches the supervisor alone, which then stops all in order.
        self.process = subprocess.Popen(
            [*WITH_PARENT, *self.command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            start_new_session=True,
        )  # fmt: skip
        self.started = time.monotonic()
        return self.process

    def end_group(self) -> None:
        """Kill what the child left of its own children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            processes.send(self.process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace)
        self.end_group()
        self.process.wait()

    def died(self) -> str | None:
        """How it ended, once; the pause before the next start doubles from 1 s to 30 s while it keeps dying."""
        if self.process is None or self.process.poll() is None:
            return None
        self.end_group()
        now = time.monotonic()
        self.failures = 1 if now - self.started > CALM_SECONDS else self.failures + 1
        pause = min(2.0 ** (self.failures - 1), LONGEST_PAUSE)
        self.due = now + pause
        code = self.process.returncode
        self.process = None
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"{how}; starts again in {pause:.0f} s"


class Supervisor:
    """Runs `children` until SIGINT, SIGTERM or `request_stop`; they start, and at the end stop, one after the other."""

    def __init__(self, children: list[Child], output: IO[str], *, tick: Callable[[], None] | None = None) -> None:
        """`tick` is called about every 2 s, for whatever else must be kept alive."""
        self.children, self.output, self.tick = children, output, tick
        self.width = max(len(child.name) for child in children)
        self.colour = output.isatty()
        self.stopping = threading.Event()
        self.writing = threading.Lock()

    def run(self) -> None:
        """Blocks until asked to stop and everything has stopped. Call it in the main thread."""
        before = {number: signal.signal(number, self.request_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for child in self.children:
                if not self.stopping.is_set():
                    self.start(child)
                    self.wait_for(child)
            self.watch()
        finally:
            for child in self.children:
                self.say(child.name, "stops")
                child.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def wait_for(self, child: Child) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while child.ready and not child.ready() and time.monotonic() < deadline:
            if self.stopping.wait(0.05) or (child.process and child.process.poll() is not None):
                return

    def watch(self) -> None:
        next_tick = time.monotonic() + 2
        while not self.stopping.wait(0.2):
            for child in self.children:
                if how := child.died():
                    self.say(child.name, how)
                elif child.process is None and time.monotonic() >= child.due:
                    self.start(child)
            if self.tick and time.monotonic() >= next_tick:
                self.tick()
                next_tick = time.monotonic() + 2

    def request_stop(self, *_: object) -> None:
        self.stopping.set()

    def start(self, child: Child) -> None:
        process = child.start()
        threading.Thread(target=self.copy_lines, args=(child.name, process.stdout), daemon=True).start()

    def copy_lines(self, name: str, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self.say(name, line.rstrip("\n"))

    def say(self, name: str, line: str) -> None:
        """One whole line under its speaker's name; lines of several speakers never mix."""
        label = f"{name:{self.width}} |"
        if self.colour:
            names = [child.name for child in self.children]
            code = COLOURS[names.index(name) % len(COLOURS)] if name in names else "1"
            label = f"\033[{code}m{label}\033[0m"
        with self.writing:
            try:
                print(label, line, file=self.output, flush=True)
            except OSError:  # the terminal is gone; go on stopping
                self.stopping.set()
