"""The accounts and the database inside the cluster: `owner` migrates, `app` reads and writes rows and nothing else."""

from collections.abc import Mapping

from psycopg2 import sql

from exportready.local.addresses import DATABASE
from exportready.local.postgres import Postgres

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")

# In the template, so that a test database made from it has the same rights.
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE, SELECT ON SEQUENCES TO app",
)


def prepare(server: Postgres, port: int, passwords: Mapping[str, str]) -> None:
    """Make the accounts, the extensions and the database unless they stand; safe to run again after a crash."""
    connection = server.connect(port, "postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone():
                return
            for role, rights in (("owner", "CREATEDB"), ("app", "NOCREATEDB")):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                verb = "ALTER" if cursor.fetchone() else "CREATE"
                command = sql.SQL(f"{verb} ROLE {{}} LOGIN NOSUPERUSER NOCREATEROLE {rights} PASSWORD {{}}")
                cursor.execute(command.format(sql.Identifier(role), sql.Literal(passwords[role])))
            cursor.execute("GRANT CREATE ON DATABASE template1 TO owner")
            prepare_template(server, port, passwords["owner"])
            # Last: its presence says that all before it is done.
            cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template1 OWNER owner")
            cursor.execute(f"REVOKE TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC")
    finally:
        connection.close()


def prepare_template(server: Postgres, port: int, owner_password: str) -> None:
    """Extensions (made by `owner`, who may later update them) and the rights of `app` on whatever `owner` makes."""
    for user, password, commands in (
        ("owner", owner_password, [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]),
        ("postgres", None, RIGHTS),
    ):
        connection = server.connect(port, "template1", user, password)
        try:
            with connection, connection.cursor() as cursor:
                for command in commands:
                    cursor.execute(command)
        finally:
            connection.close()
