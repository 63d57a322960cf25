"""`python -m tests.faults jobs`: kill workers, the broker and the database under load, and count what was lost or doubled.

1,000 jobs under 50 worker kills, 5 broker kills and 2 immediate stops of PostgreSQL must all be done, none twice
(RELIABILITY 2). The control sends the same work through Celery alone, acknowledged early and without a sweep: it loses some.
Kills and immediate stops stand for crashes of processes; nothing here speaks of power loss.
"""

import argparse
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psycopg2

from exportready.local.services import Services

# No unique column, on purpose: one would hide duplicates.
TABLE = """CREATE TABLE fault_effect (
    job bigint NOT NULL, attempt int NOT NULL, pid int NOT NULL, what text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp())"""
CONCURRENCY = 2
WORKERS = 2


@dataclass
class Stack:
    """Servers, workers and beat of one fault run; every process killed here was started here."""

    services: Services
    environment: dict[str, str]
    log: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    beat: subprocess.Popen[bytes] | None = None
    kills: list[tuple[float, list[int]]] = field(default_factory=list)

    def launch(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "celery", "-A", "exportready", *words, "-l", "WARNING"]
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def worker(self) -> subprocess.Popen[bytes]:
        name = f"{random.random()}@h"
        return self.launch("worker", "-c", str(CONCURRENCY), "-I", "tests.faults.work", "--without-gossip", "-n", name)

    def start(self, sweeps: bool) -> None:
        self.workers = [self.worker() for _ in range(WORKERS)]
        if sweeps:
            self.beat = self.launch("beat", "-s", str(self.log.parent / "schedule"), "--pidfile=")

    def kill_a_worker(self) -> None:
        """Half the time one child process, half the time the worker with all its children."""
        index = random.randrange(len(self.workers))
        worker = self.workers[index]
        children = children_of(worker.pid)
        if not children:
            return
        if random.random() < 0.5:
            victim = random.choice(children)
            os.kill(victim, signal.SIGKILL)
            self.kills.append((time.time(), [victim]))
        else:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            self.kills.append((time.time(), children))
            self.workers[index] = self.worker()

    def restart(self, name: str) -> None:
        """Kill a server's process by its id and start it again on the same port and data."""
        pid = self.services.servers()[name].pid()
        if pid is not None:
            number = signal.SIGQUIT if name == "postgres" else signal.SIGKILL  # SIGQUIT is PostgreSQL's immediate stop
            os.kill(pid, number)
        deadline = time.time() + 30
        while self.services.servers()[name].pid() is not None and time.time() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        self.services.up((name,))

    def mend(self) -> None:
        """Start again whichever process ended by itself, as the supervisor would."""
        for index, worker in enumerate(self.workers):
            if worker.poll() is not None:
                self.workers[index] = self.worker()
        if self.beat is not None and self.beat.poll() is not None:
            self.beat = self.launch("beat", "-s", str(self.log.parent / "schedule"), "--pidfile=")

    def end(self) -> None:
        for process in [*self.workers, *([self.beat] if self.beat else [])]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def children_of(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(url, connect_timeout=3)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def prepare(environment: dict[str, str], count: int, control: bool) -> None:
    """Schema, the effects table and `count` jobs, by the project's own commands and functions."""
    code = (
        "import django; django.setup()\n"
        "from django.db import transaction\n"
        "from tests.faults import work\n"
        "from jobs.domain.queue import enqueue\n"
        "from jobs.models import Job\n"
        f"with transaction.atomic():\n"
        f"    for n in range({count}): enqueue(kind='faults.work', key=f'f{{n}}', payload={{}})\n"
    )
    if control:
        code = code.replace(
            "with transaction.atomic():\n",
            f"for n in range({count}): work.early.delay(Job.objects.create(kind='x', key=f'f{{n}}').pk)\nif False:\n",
        )
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True, stdout=sys.stderr)
    connection = psycopg2.connect(environment["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(TABLE)
    connection.close()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def run(
    count: int, kills: int, broker_kills: int, database_stops: int, seconds: int, *, control: bool
) -> dict[str, Any]:
    """One run against servers of its own; returns its figures."""
    with tempfile.TemporaryDirectory(prefix="exportready-faults-") as folder:
        services = Services(Path(folder) / "servers", durable=True)
        values = services.up()
        environment = {
            **os.environ,
            **values,
            "DATABASE_URL": values["DATABASE_OWNER_URL"],
            "DJANGO_SETTINGS_MODULE": "exportready.settings",
            "LOG_LEVEL": "WARNING",
        }
        stack = Stack(services, environment, Path(folder) / "log")
        try:
            prepare(environment, count, control)
            figures = drive(stack, count, kills, broker_kills, database_stops, seconds, control)
        finally:
            stack.end()
            services.wipe()
        return figures


def drive(
    stack: Stack, count: int, kills: int, broker_kills: int, database_stops: int, seconds: int, control: bool
) -> dict[str, Any]:
    begin = time.time()
    stack.start(sweeps=not control)
    broker_at = [begin + 10 + 8 * n for n in range(broker_kills)]
    database_at = [begin + 14 + 20 * n for n in range(database_stops)]
    next_kill, done, quiet = begin + 4.0, 0, 0.0
    while time.time() - begin < seconds:
        now = time.time()
        if len(stack.kills) < kills and now > next_kill:
            stack.kill_a_worker()
            next_kill = now + random.uniform(0.5, 1.2)
        if broker_at and now > broker_at[0]:
            broker_at.pop(0)
            stack.restart("broker")
        if database_at and now > database_at[0]:
            database_at.pop(0)
            stack.restart("postgres")
        stack.mend()
        before, done = done, committed(stack)
        quiet = 0.0 if done != before else quiet + (time.time() - now)
        if (
            len(stack.kills) >= kills
            and not broker_at
            and not database_at
            and (done >= count or (control and quiet > 15))
        ):
            break
        time.sleep(0.2)
        quiet += 0.2
    return figures_of(stack, count, time.time() - begin)


def committed(stack: Stack) -> int:
    try:
        query = "SELECT count(DISTINCT job) FROM fault_effect WHERE what = 'commit'"
        return int(ask(stack.environment["DATABASE_URL"], query)[0][0])
    except psycopg2.Error:
        return 0


def figures_of(stack: Stack, count: int, seconds: float) -> dict[str, Any]:
    rows = ask(
        stack.environment["DATABASE_URL"],
        "SELECT job, attempt, pid, what, extract(epoch FROM at)::float8 FROM fault_effect ORDER BY at",
    )
    commits: dict[int, int] = {}
    starts: dict[int, list[tuple[int, float]]] = {}
    for job, _attempt, pid, what, at in rows:
        if what == "commit":
            commits[job] = commits.get(job, 0) + 1
        else:
            starts.setdefault(job, []).append((pid, at))
    recovered = recoveries(stack.kills, starts)
    return {
        "jobs": count,
        "done": len(commits),
        "lost": count - len(commits),
        "duplicated": sum(times - 1 for times in commits.values()),
        "worker_kills": len(stack.kills),
        "interrupted": len(recovered),
        "recovery_p50_s": round(median(recovered), 2) if recovered else None,
        "recovery_max_s": round(max(recovered), 2) if recovered else None,
        "seconds": round(seconds, 1),
    }


def recoveries(kills: list[tuple[float, list[int]]], starts: dict[int, list[tuple[int, float]]]) -> list[float]:
    """For each kill that hit a job at work: the seconds until somebody started that job again."""
    found = []
    for history in starts.values():
        for (pid, began), (_next_pid, again) in itertools.pairwise(history):
            hit = next((at for at, victims in kills if pid in victims and began <= at <= began + 0.6), None)
            if hit is not None and again > hit:
                found.append(again - hit)
    return found


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults jobs", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--broker-kills", type=int, default=5)
    parser.add_argument("--database-stops", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=420)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    random.seed(options.seed)
    ours = run(
        options.jobs, options.kills, options.broker_kills, options.database_stops, options.seconds, control=False
    )
    print("ours", json.dumps(ours), flush=True)
    control = run(min(options.jobs, 300), min(options.kills, 20), 0, 0, 120, control=True)
    print("control (early ack, no sweep)", json.dumps(control), flush=True)
    recovered = ours["recovery_p50_s"] is None or (ours["recovery_p50_s"] < 10 and ours["recovery_max_s"] < 60)
    good = ours["lost"] == 0 and ours["duplicated"] == 0 and recovered and control["lost"] > 0
    print(json.dumps({"fault": "jobs", "passed": good, "ours": ours, "control": control}))
    return 0 if good else 1
