"""The runners find what is there and end with what scripts read: one JSON line, and an exit code."""

import json
import sys
import types
from typing import Any

import pytest

from benchmarks import __main__ as runner
from tests.faults import __main__ as faults


def test_benchmarks_are_listed_with_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == runner.found()
    assert "photos" in runner.found()
    assert all(len(line.split()) > 3 for line in lines)


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["tidak-ada"]) == 2
    assert faults.main(["tidak-ada"]) == 2
    assert "tidak-ada" in capsys.readouterr().err


def test_the_last_line_is_the_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(size: int | None) -> dict[str, Any]:
        return {"seconds": 0.5, "peers": {"naive": 2.0}, "size": size}

    module = types.SimpleNamespace(DESCRIPTION="one for this test", run=run)
    monkeypatch.setitem(sys.modules, "benchmarks.sample", module)
    monkeypatch.setattr(runner, "found", lambda: ["sample"])
    assert runner.main(["sample", "--size", "3"]) == 0
    *table, last = capsys.readouterr().out.splitlines()
    assert json.loads(last) == {"benchmark": "sample", "size": 3, "seconds": 0.5, "peers": {"naive": 2.0}}
    assert any(line.startswith("seconds") and line.endswith("0.5") for line in table)


def test_fault_runs_are_found_without_importing_them() -> None:
    assert "uploads" in faults.found()
    assert "tests.faults.uploads" not in sys.modules
