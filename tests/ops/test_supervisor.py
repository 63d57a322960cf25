"""The supervisor with small programs instead of the real ones: who says what, who starts again, who stops when."""

import io
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local import processes
from exportready.local.addresses import project_root
from exportready.local.supervisor import WITH_PARENT, Child, Supervisor
from tests.ops.probes import processes_naming, wait_until

# A program that says hello, and on SIGTERM writes its name into a file, after some thought.
POLITE = """
import pathlib, signal, sys, time
name, folder, thought = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
def leave(*_):
    time.sleep(thought)
    with (folder / "left").open("a") as file:
        file.write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
with (folder / "started").open("a") as file:
    file.write(name + "\\n")
print("hello from", name)
time.sleep(60)
"""
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
)
SUPERVISE = """
import sys
from exportready.local.supervisor import Child, Supervisor
script, folder = sys.argv[1:]
children = [Child(name, [sys.executable, "-c", script, name, folder, thought])
            for name, thought in (("web", "0.4"), ("beat", "0.2"), ("worker", "0"))]
Supervisor(children, sys.stdout).run()
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A supervisor of web, beat and worker in a process of its own, all three started."""
    command = [sys.executable, "-c", SUPERVISE, POLITE, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project_root())
    wait_until(lambda: len(lines(tmp_path / "started")) == 3)
    yield process
    process.kill()
    process.communicate()
    for pid in processes_naming(tmp_path):
        processes.send(pid, signal.SIGKILL)


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_in_order_and_waits_for_each(
    running: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    running.send_signal(number)
    output, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert lines(tmp_path / "left") == ["web", "beat", "worker"], "the slowest leaves first, so the others waited"
    assert "web    | hello from web" in output.splitlines()
    assert "worker | hello from worker" in output.splitlines()


def test_a_killed_supervisor_leaves_no_child(running: subprocess.Popen[str], tmp_path: Path) -> None:
    if not WITH_PARENT:
        pytest.skip("setpriv is not installed")
    running.kill()
    wait_until(lambda: sorted(lines(tmp_path / "left")) == ["beat", "web", "worker"])
    wait_until(lambda: not processes_naming(tmp_path))


def test_a_killed_child_starts_again(running: subprocess.Popen[str], tmp_path: Path) -> None:
    victim = processes.find(lambda words: words[-3:] == ["web", str(tmp_path), "0.4"])
    processes.send(victim[0], signal.SIGKILL)
    wait_until(lambda: lines(tmp_path / "started").count("web") == 2)
    running.terminate()
    output, _ = running.communicate(timeout=20)
    assert "web    | was killed by signal 9; starts again in 1 s" in output.splitlines()
    assert lines(tmp_path / "started").count("worker") == 1


def test_the_pause_grows_while_it_keeps_dying_and_is_forgotten_after_a_calm_minute() -> None:
    child = Child("web", ["false"])
    pauses = []
    for _ in range(7):
        child.start().communicate()
        pauses += re.findall(r"code 1; starts again in (\d+) s", child.died() or "")
    assert pauses == ["1", "2", "4", "8", "16", "30", "30"]
    child.start().communicate()
    child.started = time.monotonic() - 61
    assert "starts again in 1 s" in (child.died() or "")
    assert child.died() is None, "a death is told once"


def test_a_deaf_child_is_killed_after_its_grace() -> None:
    child = Child("web", [sys.executable, "-c", STUBBORN], grace=0.3)
    process = child.start()
    assert process.stdout
    assert process.stdout.readline() == "deaf\n"
    child.stop()
    assert process.returncode == -signal.SIGKILL
    process.stdout.close()


def test_children_of_a_dead_child_do_not_live_on() -> None:
    script = "import subprocess, os; print(subprocess.Popen(['sleep', '60']).pid, flush=True); os.abort()"
    child = Child("worker", [sys.executable, "-c", script])
    process = child.start()
    assert process.stdout
    grandchild = int(process.stdout.readline())
    process.wait()
    assert processes.running(grandchild)
    assert "killed by signal" in (child.died() or "")
    wait_until(lambda: not processes.running(grandchild))
    process.stdout.close()


def test_the_others_start_when_the_first_is_ready(tmp_path: Path) -> None:
    looks: list[list[str]] = []

    def ready() -> bool:
        looks.append(lines(tmp_path / "started"))
        return len(looks) > 5 and "web" in looks[-1]

    def program(name: str) -> list[str]:
        return [sys.executable, "-c", POLITE, name, str(tmp_path), "0"]

    def tick() -> None:
        if len(lines(tmp_path / "started")) == 2:
            supervisor.request_stop()

    children = [Child("web", program("web"), ready=ready), Child("worker", program("worker"))]
    supervisor = Supervisor(children, io.StringIO(), tick=tick)
    supervisor.run()
    assert not any("worker" in look for look in looks)
    assert lines(tmp_path / "started") == ["web", "worker"]


def test_the_tick_is_called_while_it_runs() -> None:
    calls: list[float] = []

    def tick() -> None:
        calls.append(time.monotonic())
        supervisor.request_stop()

    supervisor = Supervisor([Child("idle", ["sleep", "60"])], io.StringIO(), tick=tick)
    supervisor.run()
    assert len(calls) == 1
