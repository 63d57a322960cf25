"""One Valkey server in a folder: the broker, which must not forget, or the cache, which may."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from exportready.local import binaries, processes
from exportready.local.errors import LocalError
from exportready.local.ports import LOOPBACK, free_port

START_SECONDS = 20

# The broker never evicts: an evicted message is a lost one. The cache evicts the least used and keeps nothing on disk.
KEEPING = {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec"}
FORGETTING = {"maxmemory-policy": "allkeys-lru", "maxmemory": "64mb", "appendonly": "no"}


@dataclass
class Valkey:
    """The server `name` ("broker" or "cache") in `directory`/`name`, its log in that folder."""

    directory: Path
    name: str
    password: str
    durable: bool = True

    @property
    def folder(self) -> Path:
        return self.directory / self.name

    @property
    def configuration(self) -> Path:
        return self.folder / "valkey.conf"

    @property
    def log(self) -> Path:
        return self.folder / "valkey.log"

    def start(self, preferred: int | None = None) -> int:
        """Start the server unless it runs; return its port once it answers. Raises LocalError with its log's end."""
        if port := self.answering_port():
            return port
        self.stop()
        self.folder.mkdir(parents=True, exist_ok=True)
        said = ""
        for _ in range(3):
            port = free_port(preferred)
            if (failure := self.launch(port)) is None:
                return port
            said = failure
            if "append only file" in said.lower() and (self.folder / "appendonlydir").exists():
                # Beyond the repair at start. The broker holds only messages, which are sent again from the database.
                broken = self.folder / "appendonlydir.broken"
                shutil.rmtree(broken, ignore_errors=True)
                (self.folder / "appendonlydir").rename(broken)
            elif "address already in use" in said.lower():
                preferred = None
            else:
                break
        raise LocalError(f"Valkey ({self.name}) did not start. Its log ({self.log}) ends with:\n{said[-1500:]}")

    def write_configuration(self, port: int) -> None:
        """In a file and not in the command line, where everybody on the machine could read the password."""
        persistent = self.name == "broker"
        settings = {
            "bind": LOOPBACK,
            "port": str(port),
            "dir": f'"{self.folder}"',
            "logfile": f'"{self.log}"',
            "requirepass": self.password,
            "save": '""',
            "daemonize": "no",
            # The title names the folder: by it the server is found again.
            "proc-title-template": '"valkey-server {config-file}"',
            **(KEEPING if persistent else FORGETTING),
            **({} if self.durable else {"appendonly": "no"}),
        }
        descriptor = os.open(self.configuration, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name} {value}\n" for name, value in settings.items())

    def launch(self, port: int) -> str | None:
        """Start and wait until it answers: None, or what its log said when it gave up."""
        self.write_configuration(port)
        seen = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [str(binaries.valkey_server()), str(self.configuration)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            if self.answers(port):
                process.returncode = 0  # it lives on without us: no warning when this handle goes
                return None
            time.sleep(0.01)
        return self.log.read_bytes()[seen:].decode(errors="replace")

    def answers(self, port: int) -> bool:
        """Whether a server that knows our password is ready on `port` (not while it still loads its file)."""
        client = redis.Redis(host=LOOPBACK, port=port, password=self.password, socket_timeout=1, retry=None)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def pid(self) -> int | None:
        """The pid of the running server of this folder."""
        found = processes.find(self.is_ours)
        return found[0] if found else None

    def is_ours(self, words: processes.CommandLine) -> bool:
        """`…/valkey-server <our file>` at the start, later the title set above with the rest of the line as padding."""
        _, _, shown = " ".join(words).partition("valkey-server ")
        file = str(self.configuration)
        return shown.startswith(file) and not shown[len(file) : len(file) + 1].strip()

    def answering_port(self) -> int | None:
        """The port of the server that already runs here, when it answers."""
        if self.pid() is None or not self.configuration.exists():
            return None
        words = (line.split(maxsplit=1) for line in self.configuration.read_text().splitlines())
        port = int(next(value for name, value in words if name == "port"))
        return port if self.answers(port) else None

    def stop(self) -> None:
        """A clean stop (SIGTERM writes the append-only file to the end); after 10 s it is killed."""
        if pid := self.pid():
            processes.stop([pid], [(signal.SIGTERM, 10.0)])
