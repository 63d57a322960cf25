"""Whether this container works: `healthcheck.py web | worker | beat`; exit code 0 when it does.

Without Django, since it runs every few seconds. The web process is asked for /healthz; the others note every few
seconds in the database that they are alive (`jobs_pulse`), each under its own host's name.
"""

import http.client
import os
import socket
import sys

import psycopg2

SILENCE_SECONDS = 30


def web() -> bool:
    """Asks as the proxy would, for the first of the allowed hosts."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def heard_of(role: str) -> bool:
    try:
        connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM jobs_pulse WHERE starts_with(name, %s) AND heard_at > now() - make_interval(secs => %s)",
                [f"{role}@{socket.gethostname()}:", SILENCE_SECONDS],
            )
            return cursor.fetchone() is not None
    finally:
        connection.close()


def main(role: str) -> int:
    works = web() if role == "web" else heard_of(role)
    return 0 if works else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
