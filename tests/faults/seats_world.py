"""The people, firms, sessions and workshops of the seats' fault run, made in a process of their own."""

import json
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

WORKSHOPS = 25
REFUSED = 4  # there are so many people for every seat
SOON = "2999-03-01T09:00"
LATER = "2999-03-01T16:00"


def form(seats: int) -> str:
    """Staff's form for the same workshop with another number of seats."""
    words: dict[str, object] = dict.fromkeys(("title_id", "title_en", "summary_id", "summary_en", "place"), "Lokakarya")
    rest = {"regency": "36.71", "zone": "Asia/Jakarta", "starts_at": SOON, "ends_at": LATER, "seats": seats}
    return urlencode(words | rest)


def make(environment: dict[str, str], attempts: int) -> dict[str, Any]:
    """Migrate and fill; returns sessions, workshops, seats and the staff's session."""
    people = max(WORKSHOPS, -(-attempts // WORKSHOPS))  # everybody wants a seat in each
    for words in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *words], env=environment, check=True, stdout=sys.stderr)
    words = [
        sys.executable,
        "-m",
        "tests.faults.seats_rows",
        str(people),
        str(max(1, people // REFUSED)),
        str(WORKSHOPS),
    ]
    made = subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE)
    world: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return world
