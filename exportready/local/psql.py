"""PostgreSQL's own programs from the wheel, with an address as they want it."""

import os
import subprocess
from collections.abc import Mapping
from typing import TextIO
from urllib.parse import unquote, urlsplit

from exportready.local import binaries
from exportready.local.errors import LocalError


def address(url: str) -> dict[str, str]:
    """The environment for `postgresql://user:password@host:port/name`: on a command line others could read it."""
    parts = urlsplit(url)
    return {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }


def call(program: str, environment: Mapping[str, str], *words: str, output: TextIO | int = subprocess.DEVNULL) -> None:
    """Run `program` (psql, pg_dump, …) with `words`. Raises LocalError with what it complained of."""
    command = [str(binaries.postgres(program)), *words]
    done = subprocess.run(
        command, env={**os.environ, **environment}, stdout=output, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise LocalError(f"{program} failed: {done.stderr.strip()[-1500:]}")
