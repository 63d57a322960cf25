"""Test-only kinds of work."""

from collections.abc import Iterator

import pytest

from common.errors import DomainError
from jobs import kinds
from jobs.run import Run

effects: list[str] = []


def work(run: Run) -> None:
    run.progress(1, of=2)
    with run.finishing(result_url="/hasil/"):
        effects.append(f"{run.job.pk}.{run.attempt}")


def refuse(run: Run) -> None:
    raise DomainError("Foto terlalu kecil.")


def break_down(run: Run) -> None:
    raise RuntimeError("a bug")


@pytest.fixture(autouse=True)
def test_kinds() -> Iterator[None]:
    effects.clear()
    for name, handler in {"test.work": work, "test.refuse": refuse, "test.break": break_down}.items():
        kinds._kinds[name] = kinds.Kind(name, handler)
    yield
    for name in ("test.work", "test.refuse", "test.break"):
        kinds._kinds.pop(name)
