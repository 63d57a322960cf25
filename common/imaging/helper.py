"""The helper process: `python -m common.imaging.helper`, with a control socket as standard input.

It loads Pillow once (0.15 s) and then forks a child per photo (3 ms), so nothing of one photo is left when the next
arrives. It never decodes anything itself. It ends when the other side of the control socket closes.

A message on the control socket is the photo's kind and limits as JSON, with two file descriptors: the photo, and a
socket for the answer. The answer is a JSON line and the encoded pictures; the end of it is the helper's.
"""

import json
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from PIL import Image

from common.imaging.answers import Prepared, encode, end
from common.imaging.limits import Limits, PhotoRefusedError, Refusal
from common.imaging.pipeline import prepare

MESSAGE_BYTES = 1024
NICENESS = 5
_PAGE_MB = resource.getpagesize() / 2**20


def serve(control: socket.socket) -> None:
    """Fork a child for each message until the control socket closes."""
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is control:
                    message, descriptors, _, _ = socket.recv_fds(control, MESSAGE_BYTES, 2)
                    if not message:
                        return
                    _start(message, descriptors, control, selector)
                else:
                    selector.unregister(key.fileobj)
                    _finish(key.fd, *key.data)


def _start(message: bytes, descriptors: list[int], control: socket.socket, selector: selectors.BaseSelector) -> None:
    photo, answer = descriptors
    pid = os.fork()
    if pid == 0:
        control.close()
        _child(message, photo, socket.socket(fileno=answer))
    os.close(photo)
    selector.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, answer))


def _finish(pidfd: int, pid: int, answer: int) -> None:
    _, status, used = os.wait4(pid, 0)
    os.close(pidfd)
    with suppress(OSError):
        # The asker may have given up; nobody is left to tell.
        os.write(answer, end(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, used.ru_maxrss))
    os.close(answer)


def _child(message: bytes, photo: int, answer: socket.socket) -> None:
    """Prepare one photo and leave the process, whatever happens."""
    try:
        order = json.loads(message)
        confine(Limits(**order["limits"]))
        outcome = encode(_outcome(photo, order["kind"]))
        with suppress(BrokenPipeError, ConnectionResetError):
            answer.sendall(outcome)
    finally:
        os._exit(0)


def _outcome(photo: int, kind: str) -> Prepared | Refusal | str:
    try:
        with open(photo, "rb") as file:
            return prepare(file, kind)
    except PhotoRefusedError as refused:
        return refused.reason
    except MemoryError:
        return Refusal.HEAVY
    except Exception as fault:  # noqa: BLE001 - told to the asker, who raises it
        traceback.print_exc()
        return repr(fault)[:200]


def confine(limits: Limits) -> None:
    """Bound this process. SIGALRM and SIGXCPU keep their default action: they kill, inside C code too."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE_MB
    address_space = int((held + limits.growth_mb) * 2**20)
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)


if __name__ == "__main__":
    Image.preinit()
    # Pages come before photos.
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    with socket.socket(fileno=sys.stdin.fileno()) as control_socket:
        serve(control_socket)
    os._exit(0)
