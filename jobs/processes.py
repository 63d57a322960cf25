"""What the long-running processes do besides their work: the worker's pulse, and beat's sweep every second."""

import os
import socket
import threading
import time
from typing import Any

import structlog
from celery import signals
from django.db import DatabaseError, connection

from jobs.domain.queue import sweep
from jobs.models import Pulse

logger = structlog.get_logger(__name__)
PULSE_SECONDS = 5
SWEEP_SECONDS = 1


def repeat(action: Any, seconds: float, name: str) -> threading.Thread:
    """Run `action` every so many seconds in a daemon thread; a failure is logged and the next round comes."""

    def loop() -> None:
        while True:
            try:
                action()
            except DatabaseError as error:
                logger.warning("round_failed", thread=name, error=str(error))
                connection.close()
            except Exception:
                logger.exception("round_failed", thread=name)
            time.sleep(seconds)

    thread = threading.Thread(target=loop, name=name, daemon=True)
    thread.start()
    return thread


def this_process(role: str) -> str:
    return f"{role}@{socket.gethostname()}:{os.getpid()}"


@signals.worker_ready.connect
def worker_pulse(**_: Any) -> None:
    name = this_process("worker")
    repeat(lambda: Pulse.beat(name, "worker"), PULSE_SECONDS, "pulse")


@signals.beat_init.connect
def beat_sweeps(**_: Any) -> None:
    name = this_process("beat")
    repeat(lambda: Pulse.beat(name, "beat"), PULSE_SECONDS, "pulse")
    repeat(sweep, SWEEP_SECONDS, "sweep")
