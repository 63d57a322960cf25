"""What the database was last prepared for: a mark that goes where the database goes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

NOT_THE_PROGRAM = {"tests", "benchmarks", "static", "docs", "node_modules", "build", "backups"}


def program_state(root: Path) -> str:
    """A hash over names, sizes and times of what decides the tables and the first rows: code, data, packages."""
    folders = [path for path in root.iterdir() if path.is_dir() and path.name not in NOT_THE_PROGRAM]
    visible = sorted(path for path in folders if not path.name.startswith("."))
    files = [root / "requirements.txt"]
    for folder in visible:
        files += sorted(path for path in folder.rglob("*") if path.suffix not in {".pyc", ".html", ".mo", ".po"})
    state = hashlib.sha256()
    for path in files:
        if path.is_file():
            facts = path.stat()
            state.update(f"{path.relative_to(root)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return f"prepared for {state.hexdigest()}"


@dataclass
class Mark:
    """The database's comment, which neither a dump of its content nor a new database has."""

    url: str

    def read(self) -> str | None:
        connection = psycopg2.connect(self.url, connect_timeout=5)
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
                )
                row = cursor.fetchone()
                return row[0] if row else None
        finally:
            connection.close()

    def write(self, state: str | None) -> None:
        """Where the account may not (a database of one's own, without its owner's address), no mark is kept."""
        connection = psycopg2.connect(self.url, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                name = sql.Identifier(connection.info.dbname)
                cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(state)))
        except psycopg2.errors.InsufficientPrivilege:
            return
        finally:
            connection.close()
