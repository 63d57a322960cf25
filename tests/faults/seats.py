"""`python -m tests.faults seats`: ten thousand attempts over HTTP for too few seats.

People click at once for the seats of several workshops, each of them twice now and then. Afterwards no workshop may have
a seat too many, and none may have a free one while anybody was refused (RELIABILITY 2). Then seats are given back, taken and
resized at once, and every counter must agree with its registrations. The control runs the same clicks on a server
whose seats are counted first and taken afterwards: it oversells. Loopback only, bounded in count and time.
"""

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from exportready.local.services import Services
from tests.faults import seats_world

CLIENTS = 24
TOKEN = "a" * 32  # a CSRF cookie and header that agree are all that Django asks for over plain HTTP


@dataclass(frozen=True)
class Click:
    """One POST by one person (their session): taking a seat, giving one back or, as staff, resizing."""

    session: str
    path: str
    fields: str = ""


class Server:
    """gunicorn as in production, gthread, on a free port; killed here because it was started here."""

    def __init__(self, application: str, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        words = ["-k", "gthread", "-w", "2", "--threads", "6", "-b", f"127.0.0.1:{self.port}", "--backlog", "512"]
        with log.open("ab") as target:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", application, *words], env=environment, stdout=target, stderr=target
            )
        self.wait()

    def wait(self) -> None:
        for _attempt in range(150):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start; see its log")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def send(port: int, clicks: Sequence[Click]) -> Counter[int]:
    """All clicks from CLIENTS threads with kept connections; how often each status came back (0: no answer)."""
    answers: Counter[int] = Counter()
    lock, rest, start = threading.Lock(), list(reversed(clicks)), threading.Barrier(CLIENTS)

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        start.wait()
        while True:
            with lock:
                if not rest:
                    break
                click = rest.pop()
            status = post(connection, click)
            with lock:
                answers[status] += 1
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def post(connection: http.client.HTTPConnection, click: Click) -> int:
    headers = {
        "Cookie": f"sessionid={click.session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", click.path, body=click.fields, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(url, connect_timeout=3)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def counts(url: str) -> dict[str, int]:
    """Over all workshops: seats too many, seats left over though somebody was refused, and counters that disagree."""
    rows = ask(
        url,
        "SELECT w.seats, w.seats_left, count(r.id) FILTER (WHERE r.cancelled_at IS NULL) FROM workshops_workshop w"
        " LEFT JOIN workshops_registration r ON r.workshop_id = w.id GROUP BY w.id",
    )
    return {
        "oversold": sum(max(0, taken - seats) for seats, _left, taken in rows),
        "unsold": sum(max(0, seats - taken) for seats, _left, taken in rows),
        "counters_wrong": sum(left != seats - taken for seats, left, taken in rows),
    }


def rush(world: dict[str, Any]) -> list[Click]:
    """Everybody for one workshop, then for the next, as when registration opens; one click in ten is sent again."""
    clicks: list[Click] = []
    for pk in world["workshops"]:
        everybody = random.sample(world["sessions"], k=len(world["sessions"]))
        for session in everybody:
            clicks += [Click(session, f"/lokakarya/{pk}/daftar/")] * (2 if random.random() < 0.1 else 1)
    return clicks


def churn(world: dict[str, Any], url: str) -> list[Click]:
    """Giving back, taking and resizing at the same time."""
    held = ask(
        url,
        "SELECT r.id, r.workshop_id, s.session_key FROM workshops_registration r"
        " JOIN fault_session s ON s.person_id = r.person_id WHERE r.cancelled_at IS NULL",
    )
    clicks = [Click(session, f"/lokakarya/pendaftaran/{pk}/batal/") for pk, _workshop, session in held[::2]]
    clicks += random.sample(rush(world), k=min(1500, len(world["sessions"]) * len(world["workshops"])))
    for pk in world["workshops"]:
        clicks += [
            Click(world["staff"], f"/lokakarya/{pk}/ubah/", seats_world.form(seats))
            for seats in (world["seats"] + 5, world["seats"] + 9)
        ]
    random.shuffle(clicks)
    return clicks


def run(attempts: int, *, control: bool) -> dict[str, Any]:
    """One run against servers of its own; returns its figures."""
    with tempfile.TemporaryDirectory(prefix="exportready-seats-") as folder:
        services = Services(Path(folder) / "servers", durable=False)
        try:
            values = services.up()
            environment = {
                **os.environ,
                **values,
                "DATABASE_URL": values["DATABASE_OWNER_URL"],
                "DJANGO_SETTINGS_MODULE": "exportready.settings",
                "LOG_LEVEL": "ERROR",
                "HTTPS": "0",
                "DEMO": "1",
                "STATIC_ROOT": str(Path(folder) / "static"),
            }
            url = environment["DATABASE_URL"]
            world = seats_world.make(environment, attempts)
            application = "tests.faults.seats_control:application" if control else "exportready.wsgi:application"
            server = Server(application, environment, Path(folder) / "log")
            try:
                return drive(server, world, url, control=control)
            finally:
                server.stop()
        finally:
            services.wipe()


def drive(server: Server, world: dict[str, Any], url: str, *, control: bool) -> dict[str, Any]:
    begin = time.time()
    clicks = rush(world)
    answers = send(server.port, clicks)
    seconds = time.time() - begin
    figures: dict[str, Any] = {
        "attempts": len(clicks),
        "workshops": len(world["workshops"]),
        "seats": world["seats"],
        **counts(url),
        "answers": {str(status): number for status, number in sorted(answers.items())},
        "per_second": round(len(clicks) / seconds),
    }
    if not control:
        changes = churn(world, url)
        after = send(server.port, changes)
        rows = counts(url)
        figures["churn"] = {
            "changes": len(changes),
            "oversold": rows["oversold"],
            "counters_wrong": rows["counters_wrong"],
            "answers": {str(status): number for status, number in sorted(after.items())},
            "faults": after[0] + sum(number for status, number in after.items() if status >= 500),
        }
    figures["faults"] = answers[0] + sum(number for status, number in answers.items() if status >= 500)
    return figures


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults seats", description=__doc__)
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--control-attempts", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    random.seed(options.seed)
    ours = run(options.attempts, control=False)
    print("ours", json.dumps(ours), flush=True)
    control = run(options.control_attempts, control=True)
    print("control (counted first, taken afterwards)", json.dumps(control), flush=True)
    calm = ours["churn"]
    good = not (ours["oversold"] or ours["unsold"] or ours["counters_wrong"] or ours["faults"])
    good = good and not (calm["oversold"] or calm["counters_wrong"] or calm["faults"]) and control["oversold"] > 0
    named = {"attempts", "oversold", "unsold", "per_second"}
    figures = {name: ours[name] for name in sorted(named)} | {"control_oversold": control["oversold"]}
    print(json.dumps({"fault": "seats", "passed": good, **figures, "ours": ours, "control": control}))
    return 0 if good else 1
