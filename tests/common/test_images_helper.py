"""The helper process: bounded by the kernel, replaced when it is gone or hangs, never outliving whoever started it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from common.imaging import client
from common.imaging.client import Helper
from common.imaging.limits import Limits, PhotoRefusedError, Refusal
from tests.common import pictures

ROOT = Path(__file__).resolve().parents[2]
SMALL = pictures.jpeg()


@pytest.fixture
def helper() -> Iterator[Helper]:
    helper = Helper()
    yield helper
    helper.stop()


def soon(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_largest_allowed_photos_stay_below_200_mb(helper: Helper) -> None:
    largest = pictures.saved(pictures.picture(6000, 4000, "RGBA"), "PNG", compress_level=1)
    assert helper.ask(largest, "PNG").peak_mb < 200
    progressive = pictures.jpeg(5600, 4200, progressive=True, subsampling="4:2:0")
    assert helper.ask(progressive, "JPEG").peak_mb < 200
    webp = pictures.saved(pictures.picture(3200, 2400, "RGBA"), "WEBP", lossless=True, method=0)
    assert helper.ask(webp, "WEBP").peak_mb < 200


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(wall_seconds=0.05), Refusal.SLOW),
        (Limits(growth_mb=40), Refusal.HEAVY),
    ],
)
def test_the_kernel_enforces_the_limits(helper: Helper, limits: Limits, reason: Refusal) -> None:
    large = pictures.saved(pictures.picture(5000, 4000, "RGBA"), "PNG", compress_level=1)
    with pytest.raises(PhotoRefusedError) as refused:
        helper.ask(large, "PNG", limits)
    assert refused.value.reason is reason
    assert 0 < refused.value.peak_mb < 200
    assert helper.ask(SMALL, "JPEG").made


def test_the_processor_time_is_bounded_too(helper: Helper) -> None:
    """400 scans over 20 million pixels take more than the second allowed here, while the clock has minutes left."""
    slow = pictures.jpeg_of_scans(400, 5000, 4000)
    with pytest.raises(PhotoRefusedError) as refused:
        helper.ask(slow, "JPEG", Limits(cpu_seconds=1, wall_seconds=120))
    assert refused.value.reason is Refusal.SLOW


def test_one_helper_serves_many_photos(helper: Helper) -> None:
    helper.ask(SMALL, "JPEG")
    first = helper.pid
    for _ in range(5):
        helper.ask(SMALL, "JPEG")
    assert helper.pid == first


def test_a_killed_helper_is_replaced_without_anyone_noticing(helper: Helper) -> None:
    helper.ask(SMALL, "JPEG")
    first = helper.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert helper.ask(SMALL, "JPEG").made
    assert helper.pid != first


def test_a_helper_that_hangs_is_replaced(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_GRACE_SECONDS", 0.1)
    helper.ask(SMALL, "JPEG")
    first = helper.pid
    assert first
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(PhotoRefusedError) as refused:
        helper.ask(SMALL, "JPEG", Limits(wall_seconds=0.2))
    assert refused.value.reason is Refusal.SLOW
    assert is_gone(first)
    assert helper.ask(SMALL, "JPEG").made


def test_at_most_two_photos_at_once(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    exchange = helper._exchange

    def counted(photo: int, message: bytes, seconds: float) -> bytes:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        answer = exchange(photo, message, seconds)
        with lock:
            running -= 1
        return answer

    monkeypatch.setattr(helper, "_exchange", counted)
    made: list[int] = []
    threads = [threading.Thread(target=lambda: made.append(len(helper.ask(SMALL, "JPEG").made))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [6] * 8
    assert most == 2


def test_who_waits_too_long_is_told_so(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WAIT_SECONDS", 0.05)
    for _ in range(client.AT_ONCE):
        helper._turns.acquire()
    with pytest.raises(PhotoRefusedError) as refused:
        helper.ask(SMALL, "JPEG")
    assert refused.value.reason is Refusal.BUSY


def test_the_helper_ends_when_its_starter_is_killed() -> None:
    code = (
        "import os, sys, time; from common.imaging.client import Helper; from tests.common import pictures\n"
        "helper = Helper(); helper.ask(pictures.jpeg(), 'JPEG'); print(helper.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout
        pid = int(starter.stdout.readline())
        assert not is_gone(pid)
        starter.kill()
    assert soon(lambda: is_gone(pid))


def test_no_secret_of_the_web_process_reaches_the_helper(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary-7f3a")
    helper.ask(SMALL, "JPEG")
    assert b"canary-7f3a" not in Path(f"/proc/{helper.pid}/environ").read_bytes()


def test_a_forked_process_starts_a_helper_of_its_own(helper: Helper) -> None:
    helper.ask(SMALL, "JPEG")
    parents = helper.pid
    child = os.fork()
    if child == 0:
        status = 1
        try:
            helper.forget()
            status = 0 if helper.ask(SMALL, "JPEG").made and helper.pid != parents else 2
            helper.stop()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert helper.ask(SMALL, "JPEG").made
    assert helper.pid == parents


def test_the_helper_is_light() -> None:
    """It starts fast because neither Django nor anything else of ours is loaded with it."""
    code = "import sys, common.imaging.helper; print([name for name in sys.modules if name.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
