"""The accounts and the database inside the cluster, as deploy/roles.sql makes them everywhere."""

from collections.abc import Mapping

from exportready.local.addresses import DATABASE, project_root
from exportready.local.ports import LOOPBACK
from exportready.local.postgres import Postgres
from exportready.local.psql import address, call


def prepare(server: Postgres, port: int, passwords: Mapping[str, str]) -> None:
    """Make the accounts, the extensions and the database unless they stand; safe to run again after a crash."""
    connection = server.connect(port, "postgres")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone():
                return
    finally:
        connection.close()
    environment = address(f"postgresql://postgres:{server.password}@{LOOPBACK}:{port}/postgres")
    environment |= {"OWNER_PASSWORD": passwords["owner"], "APP_PASSWORD": passwords["app"]}
    if not server.durable:
        environment["FOR_TESTS"] = "1"
    call("psql", environment, "--quiet", "--no-psqlrc", f"--file={project_root() / 'deploy' / 'roles.sql'}")
