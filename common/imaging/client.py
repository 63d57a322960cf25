"""The asking side: starts the helper process, hands it photos, replaces it when it is gone or hangs."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from common.imaging.answers import HelperError, Prepared, decode, split_end
from common.imaging.limits import Limits, PhotoRefusedError, Refusal

AT_ONCE = 2
"""Photos prepared at one time for one process: memory is AT_ONCE times a child's."""
WAIT_SECONDS = 30.0
_GRACE_SECONDS = 5.0
_MOST_ANSWER_BYTES = 16_000_000
_ROOT = Path(__file__).resolve().parents[2]
# What ended the child; anything else (SIGSEGV, SIGABRT) is a decoder's fault that the photo provoked.
_SIGNALS: dict[int, Refusal] = {
    signal.SIGALRM: Refusal.SLOW,
    signal.SIGXCPU: Refusal.SLOW,
    signal.SIGKILL: Refusal.HEAVY,
}


class Helper:
    """One helper process, started when first needed. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, data: bytes, kind: str, limits: Limits | None = None) -> Prepared:
        """Prepare one photo of `kind` ("JPEG", "PNG", "WEBP"). Raises PhotoRefusedError; HelperError if we failed."""
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise PhotoRefusedError(Refusal.BUSY)
        try:
            return self._ask(data, kind, limits or Limits())
        finally:
            self._turns.release()

    def _ask(self, data: bytes, kind: str, limits: Limits) -> Prepared:
        photo = os.memfd_create("photo")
        try:
            with open(photo, "wb", closefd=False) as file:
                file.write(data)
            for _ in range(2):
                # The second try is for a helper that somebody ended between two photos.
                os.lseek(photo, 0, os.SEEK_SET)
                message = json.dumps({"kind": kind, "limits": limits.as_dict()}).encode()
                ended = split_end(self._exchange(photo, message, limits.wall_seconds + _GRACE_SECONDS))
                if ended:
                    return _judged(*ended)
        finally:
            os.close(photo)
        raise HelperError("the helper ended twice without an answer")

    def _exchange(self, photo: int, message: bytes, seconds: float) -> bytes:
        """All that comes back. A helper that hangs is replaced, and so is one that is gone."""
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                pid = self._send(message, [photo, theirs.fileno()])
            if pid is None:
                return b""
            try:
                answer = _receive(mine, seconds)
            except TimeoutError:
                self.stop(pid)
                raise PhotoRefusedError(Refusal.SLOW) from None
        if split_end(answer) is None:
            self.stop(pid)
        return answer

    def _send(self, message: bytes, descriptors: list[int]) -> int | None:
        """The pid of the helper that took the message; None if there was one, but it is gone."""
        with self._lock:
            control = self._control or self._start()
            pid = self.pid
            try:
                socket.send_fds(control, [message], descriptors)
            except OSError:
                self._end()
                return None
        return pid

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # No secret reaches the helper's environment. One malloc arena keeps the bound on address space meaningful.
            self._process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-m", "common.imaging.helper"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=_ROOT,
                env={"PATH": os.defpath, "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
                start_new_session=True,
            )
        return self._control

    def stop(self, pid: int | None = None) -> None:
        """End the helper and its children; the next photo starts a new one. With a pid: only if it is still that."""
        with self._lock:
            if pid is None or pid == self.pid:
                self._end()

    def _end(self) -> None:
        if self._control:
            self._control.close()
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._control = self._process = None

    def forget(self) -> None:
        """After a fork: the helper is the parent's. Closing our copy of its socket lets it end with the parent."""
        if self._control:
            self._control.close()
        if self._process:
            self._process.returncode = 0
        self.__init__()  # type: ignore[misc]


def _receive(answer: socket.socket, seconds: float) -> bytes:
    """All bytes until the other side closes. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    parts, length = [], 0
    while length < _MOST_ANSWER_BYTES:
        answer.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            part = answer.recv(1 << 18)
        except ConnectionResetError:
            break
        if not part:
            break
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def _judged(answer: bytes, ended_by: int, peak_mb: float) -> Prepared:
    if ended_by == 0:
        return decode(answer, peak_mb)
    raise PhotoRefusedError(_SIGNALS.get(ended_by, Refusal.DAMAGED), peak_mb=peak_mb)
