"""The three embedded servers together: database, broker, cache."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exportready.local import addresses, roles
from exportready.local.addresses import SERVICES_FILE, read_json, write_json
from exportready.local.errors import LocalError
from exportready.local.postgres import Postgres
from exportready.local.valkey import Valkey

NAMES = ("postgres", "broker", "cache")


def wanted_servers() -> tuple[str, ...]:
    """The embedded servers that the process environment does not replace."""
    replaced = {"postgres": "DATABASE_URL", "broker": "REDIS_URL", "cache": "REDIS_URL"}
    return tuple(name for name in NAMES if replaced[name] not in os.environ)


class Server(Protocol):
    """What the three have in common."""

    def start(self, preferred: int | None = None) -> int: ...
    def stop(self) -> None: ...
    def pid(self) -> int | None: ...
    def answering_port(self) -> int | None: ...


@dataclass
class Services:
    """The servers of one folder (`.local` of the project, or a test's own)."""

    directory: Path
    durable: bool = True

    def __post_init__(self) -> None:
        self.directory = self.directory.resolve()

    def up(self, names: tuple[str, ...] = NAMES) -> dict[str, str]:
        """Start those of `names` that do not run yet; return the settings' variables. Ports stay while they are free.

        Raises LocalError in words for a person.
        """
        with self.alone():
            passwords = addresses.ensure_secrets(self.directory)
            before = read_json(self.directory / SERVICES_FILE) or {}
            servers = self.servers()
            for private in ("media", "mail"):
                (self.directory / private).mkdir(mode=0o700, exist_ok=True)
            # What is not asked for now keeps its port for the next time.
            ports = before | {name: servers[name].start(before.get(name)) for name in names}
            if "postgres" in names:
                roles.prepare(self.postgres(), ports["postgres"], passwords)
            if ports != before or not (self.directory / SERVICES_FILE).exists():
                write_json(self.directory / SERVICES_FILE, ports)
            return addresses.published(self.directory)

    def down(self) -> None:
        """Stop all three; the database last, so that nothing that still writes is cut off."""
        if (self.directory / addresses.SECRETS_FILE).exists():
            with self.alone():
                for server in reversed(self.servers().values()):
                    server.stop()

    def status(self) -> dict[str, int | None]:
        """The port of each server that answers, None for the others."""
        if not (self.directory / addresses.SECRETS_FILE).exists():
            return dict.fromkeys(NAMES)
        return {name: server.answering_port() for name, server in self.servers().items()}

    def missing(self, names: tuple[str, ...]) -> list[str]:
        """Those of `names` that have no process. Cheap: connects to nothing."""
        servers = self.servers()
        return [name for name in names if servers[name].pid() is None]

    def wipe(self) -> None:
        """Stop everything and remove the folder with all its data."""
        self.down()
        shutil.rmtree(self.directory, ignore_errors=True)

    def servers(self) -> dict[str, Server]:
        passwords = addresses.ensure_secrets(self.directory)
        valkeys = {name: Valkey(self.directory, name, passwords[name], self.durable) for name in ("broker", "cache")}
        return {"postgres": self.postgres(), **valkeys}

    def postgres(self) -> Postgres:
        return Postgres(self.directory, addresses.ensure_secrets(self.directory)["superuser"], self.durable)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One start or stop at a time in this folder; another waits its turn."""
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise LocalError(
                f"{self.directory} belongs to another user (was it started as root?): "
                "use that account, or remove the folder."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
