"""`make run`: everything that a working ExportReady needs, in one terminal."""

import http.client
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from exportready.local import addresses
from exportready.local.errors import LocalError
from exportready.local.only_one import only_one
from exportready.local.ports import is_free
from exportready.local.prepare import accounts_file, prepare
from exportready.local.services import Services, wanted_servers
from exportready.local.supervisor import Child, Supervisor

DEFAULT_PORT = 8000


def run(root: Path) -> int:
    """Start servers, prepare, serve until Ctrl-C; returns the exit code. Raises LocalError."""
    services = Services(root / ".local")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # also before the supervisor listens, stop in order
    with only_one(services):
        started, port, names = time.monotonic(), web_port(), wanted_servers()
        try:
            services.up(names)
            prepare(root, {**addresses.environment(root), **os.environ})
            answering = threading.Event()
            supervisor = Supervisor(children(port, answering.is_set), sys.stdout, tick=lambda: keep_up(services, names))
            announcing = (root, port, supervisor, started, answering)
            threading.Thread(target=announce, args=announcing, daemon=True).start()
            supervisor.run()
        finally:
            print("Stopping the servers.", flush=True)
            services.down()
    return 0


def keep_up(services: Services, names: tuple[str, ...]) -> None:
    """Start a server again that died under us."""
    missing = services.missing(names)
    if not missing:
        return
    print(f"Gone: {', '.join(missing)}; starting again.", flush=True)
    try:
        services.up(names)
    except LocalError as error:  # tried again at the next look
        print(error, flush=True)


def web_port() -> int:
    """$PORT, which must be free, or the first free port from 8000 on."""
    if given := os.environ.get("PORT"):
        if not given.isdigit() or not is_free(int(given)):
            raise LocalError(f"Port {given} is not a free port: choose another PORT.")
        return int(given)
    port = next(number for number in range(DEFAULT_PORT, DEFAULT_PORT + 1000) if is_free(number))
    if port != DEFAULT_PORT:
        print(f"Port {DEFAULT_PORT} is taken; using {port}.", flush=True)
    return port


def children(port: int, web_answers: Callable[[], bool]) -> list[Child]:
    """In the order of starting and of stopping: first the web, which gives beat and the worker their work."""
    python, public = sys.executable, os.environ.get("PUBLIC_URL", f"http://localhost:{port}")
    environment = {"PORT": str(port), "PUBLIC_URL": public}
    web = [python, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "exportready.wsgi"]
    # On one's own machine root is usual and its warning of no use.
    celery = [python, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "-A", "exportready"]
    lone = ["--without-gossip", "--without-mingle"]  # there are no other workers to ask
    return [
        Child("web", web, environment, ready=web_answers),
        Child("beat", [*celery, "beat", "--pidfile="], environment),
        Child("worker", [*celery, "worker", "--concurrency=2", *lone], environment, grace=30.0),
    ]


def announce(root: Path, port: int, supervisor: Supervisor, started: float, answering: threading.Event) -> None:
    """Print the address and the demo accounts as soon as the site answers."""
    while not answers(port):
        if supervisor.stopping.wait(0.1):
            return
    answering.set()
    lines = ["", f"ExportReady runs at http://localhost:{port}/ (ready after {time.monotonic() - started:.1f} s)"]
    lines += [*accounts_file(root).read_text().splitlines(), "Ctrl-C stops everything; the data stays.", ""]
    for line in lines:
        supervisor.say("", line)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
