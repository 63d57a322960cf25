"""The whole platform for browser tests: own servers, gunicorn, a real worker and beat, with the rights they have in life."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exportready.local import temporary

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--disable-quic",
]  # fmt: skip


@dataclass
class Platform:
    url: str
    folder: Path
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run a manage.py command with the owner's rights; its standard output."""
        environment = {**self.environment, "DATABASE_URL": self.environment["DATABASE_OWNER_URL"]}
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout

    def code_for(self, email: str, seconds: float = 10) -> str:
        """The newest sign-in code that was sent to this address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for path in sorted((self.folder / "mail").glob("*.log"), key=lambda p: p.stat().st_mtime, reverse=True):
                text = path.read_text()
                found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)
                if f"To: {email}" in text and found:
                    path.rename(path.with_suffix(".read"))
                    return found.group(1)
            time.sleep(0.1)
        raise AssertionError(f"no code for {email}")


@contextmanager
def platform(folder: Path, seed: Sequence[Sequence[str]] = (("load_reference",),)) -> Iterator[Platform]:
    """Start it in `folder`, prepare it by `seed` (manage.py commands), and stop all of it at the end."""
    port = free_port()
    url = f"http://localhost:{port}"
    with temporary(folder / "servers") as values:
        environment = {
            **os.environ,
            **values,
            "DJANGO_SETTINGS_MODULE": "exportready.settings",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "EMAIL_URL": f"file:{folder / 'mail'}",
            "PUBLIC_URL": url,
            "DEMO": "1",
            "HTTPS": "0",
        }
        running = Platform(url, folder, environment)
        for words in (("migrate", "-v0"), ("collectstatic", "--noinput", "-v0"), *seed):
            running.manage(*words)
        processes = start(environment, port, folder / "log")
        try:
            wait_until_ready(url, folder / "log")
            yield running
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def start(environment: dict[str, str], port: int, log: Path) -> list[subprocess.Popen[bytes]]:
    python = sys.executable
    web = [
        python, "-m", "gunicorn", "exportready.wsgi", "--worker-class", "gthread", "--threads", "8", "--workers", "1",
        "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    worker = [python, "-m", "celery", "-A", "exportready", "worker", "-c", "1", "--without-gossip", "--without-mingle"]
    beat = [python, "-m", "celery", "-A", "exportready", "beat", "--pidfile="]
    with log.open("ab") as output:
        return [
            subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=output)
            for command in (web, worker, beat)
        ]


def wait_until_ready(url: str, log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    answer = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2) as response:  # noqa: S310 - our own address
                if all(json.load(response).values()):
                    return
        except OSError as error:
            answer = str(error)
        time.sleep(0.3)
    raise AssertionError(f"the platform is not ready: {answer}\n{log.read_text()[-4000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
