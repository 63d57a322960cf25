"""The web server, on a laptop as in the container. Threads, never the sync worker: an idle browser blocks that one."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 30
graceful_timeout = 15
keepalive = 30
# A worker is renewed now and then, not all at the same moment: a slow leak never adds up.
max_requests = 5000
max_requests_jitter = 500
# Its heartbeat file on a slow disk can stop a worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
proc_name = "exportready"

# The processes add their figures up in this folder; else /metrics would tell those of whichever answers.
METRICS = tempfile.mkdtemp(prefix="exportready-metrics-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS


def child_exit(server: Any, worker: Any) -> None:
    """Forget the gauges of a worker that has ended."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - it reads the folder's name when imported

    forget: Any = multiprocess.mark_process_dead
    forget(worker.pid)


def on_exit(server: Any) -> None:
    shutil.rmtree(METRICS, ignore_errors=True)
