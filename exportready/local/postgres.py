"""One PostgreSQL 18 cluster in a folder: made, started, recovered and stopped."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import psycopg2.extensions

from exportready.local import binaries, processes
from exportready.local.errors import LocalError
from exportready.local.ports import LOOPBACK, free_port
from exportready.local.privileges import Account, unprivileged

START_SECONDS = 60  # replaying the log after a crash counts
REFUSED = "password authentication failed"
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.environ.get("PATH", os.defpath)}

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_lock_waits": "on",
    "log_min_duration_statement": "500ms",
}
# Tests throw the data away: a power cut may lose it. A killed server may not, since tests kill servers.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass
class Postgres:
    """The cluster in `directory`/postgres, its log beside it.

    `password` is the superuser's (account `postgres`); the application never gets it.
    """

    directory: Path
    password: str
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.directory / "postgres"

    @property
    def log(self) -> Path:
        return self.directory / "postgres.log"

    @property
    def cluster(self) -> str:
        """A name that every process of this cluster shows in its title."""
        return "exportready-" + hashlib.sha256(str(self.data).encode()).hexdigest()[:8]

    def start(self, preferred: int | None = None) -> int:
        """Make the cluster if there is none, start it unless it runs; return its port once it answers.

        Raises LocalError with the last lines of its log when it does not come up.
        """
        if port := self.answering_port():
            return port
        self.stop()
        account = unprivileged(binaries.postgres("postgres"), self.directory)
        self.initialise(account)
        account.give(self.data)
        self.end_orphans()
        for _ in range(3):
            port = free_port(preferred)
            if self.launch(account, port):
                return port
            preferred = None  # somebody took the port between the look and the start
        raise LocalError(f"PostgreSQL found no free port; its log: {self.log}")

    def initialise(self, account: Account) -> None:
        """Make the cluster beside its place and move it there: a killed initdb leaves nothing half made."""
        if (self.data / "PG_VERSION").exists():
            return
        fresh, password_file = self.directory / "postgres.new", self.directory / "postgres.password"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(self.password)
        account.give(fresh)
        account.give(password_file)
        words = [
            *(*account.prefix, str(binaries.postgres("initdb")), "-D", str(fresh), "-k", "-U", "postgres"),
            *("-A", "scram-sha-256", f"--pwfile={password_file}", "-E", "UTF8", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *(() if self.durable else ("-N",)),
        ]
        made = subprocess.run(words, capture_output=True, text=True, env=ENVIRONMENT, cwd="/", check=False)
        password_file.unlink()
        if made.returncode:
            raise LocalError(f"initdb failed: {made.stderr.strip()}")
        fresh.rename(self.data)

    def launch(self, account: Account, port: int) -> bool:
        """Start the server and wait until it answers; False when the port turned out to be taken."""
        settings = {**SETTINGS, "port": str(port), "cluster_name": self.cluster, **({} if self.durable else THROWAWAY)}
        words = [*account.prefix, str(binaries.postgres("postgres")), "-D", str(self.data)]
        words += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        seen = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            if self.answers(port):
                process.returncode = 0  # it lives on without us: no warning when this handle goes
                return True
            time.sleep(0.02)
        said = self.log.read_bytes()[seen:].decode(errors="replace")
        if "could not bind" in said:
            return False
        raise LocalError(f"PostgreSQL did not start. Its log ({self.log}) ends with:\n{said[-1500:]}")

    def answers(self, port: int) -> bool:
        """Whether our own cluster takes connections on `port`."""
        try:
            self.connect(port, "postgres").close()
        except psycopg2.OperationalError as error:
            if REFUSED in str(error) and self.pid():
                raise LocalError(
                    "The database does not know the password in secrets.json: put the file back, or run 'make reset'."
                ) from error
            return False
        return True

    def connect(
        self, port: int, database: str, user: str = "postgres", password: str | None = None
    ) -> psycopg2.extensions.connection:
        """A connection as the superuser (or as `user`), waiting 3 s at most."""
        return psycopg2.connect(
            host=LOOPBACK,
            port=port,
            dbname=database,
            user=user,
            password=password or self.password,
            connect_timeout=3,
            sslmode="disable",
            gssencmode="disable",
        )

    def pid(self) -> int | None:
        """The pid of the running server of this folder."""
        data = str(self.data)
        found = processes.find(lambda words: Path(words[0]).name == "postgres" and words[1:3] == ["-D", data])
        return found[0] if found else None

    def answering_port(self) -> int | None:
        """The port of the server that already runs here; None when none runs or it does not answer within 3 s."""
        lines = self.lock_lines()
        if self.pid() is None or len(lines) < 4:
            return None
        port = int(lines[3])
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if self.answers(port):
                return port
            time.sleep(0.05)
        return None

    def lock_lines(self) -> list[str]:
        """The lines of postmaster.pid: pid, data folder, start time, port, …"""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def stop(self) -> None:
        """Fast shutdown: open transactions rolled back, data flushed. After 20 s, or for a throwaway, a crash stop."""
        if pid := self.pid():
            processes.stop([pid], [(signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)][not self.durable :])
        self.end_orphans()

    def end_orphans(self) -> None:
        """Clear what a killed server left: its children, which hold shared memory, and a lock naming another's pid."""
        title = f"postgres: {self.cluster}:"
        children = processes.find(lambda words: words[0].startswith(title))
        left = processes.wait_for_end(children, 3.0)
        processes.stop(left, [(signal.SIGQUIT, 2.0)])
        lines = self.lock_lines()
        if lines and lines[0].lstrip("-").isdigit():
            pid = abs(int(lines[0]))
            alive = processes.running(pid)
            # PostgreSQL itself sees through a lock whose process is gone, but not when the number belongs to some other
            # program by now, or to a dead process that nobody has collected (common in containers).
            other = alive and Path("".join(processes.command_line(pid)[:1])).name != "postgres"
            if other or (not alive and Path(f"/proc/{pid}").exists()):
                (self.data / "postmaster.pid").unlink()
