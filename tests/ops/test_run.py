"""`make run` itself, in a copy of the project: from nothing, again after everything was killed, and stopped."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from exportready.local import processes
from exportready.local.addresses import project_root
from exportready.local.ports import free_port
from tests.ops.probes import processes_naming, wait_until

SETTINGS_OF_THE_TEST_RUN = {
    "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SIGNING_KEYS", "METRICS_TOKEN", "DEMO", "HTTPS", "MEDIA_ROOT", "STATIC_ROOT",
    "EMAIL_URL", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL", "PUBLIC_URL", "ALLOWED_HOSTS",
}  # fmt: skip


@dataclass
class Project:
    """A copy of the project in `folder`, run on `port`."""

    folder: Path
    port: int

    def start(self) -> tuple[subprocess.Popen[str], list[str]]:
        """Run it until it says where it is, or ends; its lines until then."""
        environment = {name: value for name, value in os.environ.items() if name not in SETTINGS_OF_THE_TEST_RUN}
        run = subprocess.Popen(
            [sys.executable, "-m", "exportready.local", "run"], cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**environment, "PORT": str(self.port)},
        )  # fmt: skip
        lines: list[str] = []
        assert run.stdout
        for line in run.stdout:
            lines.append(line.rstrip())
            if "Ctrl-C stops everything" in line:
                break
        return run, lines

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """What git would commit, without history."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=project_root(), capture_output=True, text=True, check=True).stdout.splitlines()
    copy = tmp_path / "project"
    for name in names:
        if (project_root() / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project_root() / name, copy / name)
    # The demonstration's firms take a minute and have tests of their own; its people are enough here.
    preparing = copy / "exportready" / "local" / "prepare.py"
    whole, people = 'manage(root, "seed_demo")', 'manage(root, "seed_demo", "--people")'
    assert whole in preparing.read_text()
    preparing.write_text(preparing.read_text().replace(whole, people))
    yield Project(copy, free_port())
    kill_everything(copy)


def kill_everything(folder: Path) -> None:
    while pids := processes_naming(folder):
        for pid in pids:
            processes.send(pid, signal.SIGKILL)
            processes.wait_for_end([pid], 5.0)


def test_from_nothing_killed_started_again_and_stopped(project: Project) -> None:
    run, lines = project.start()
    assert run.poll() is None, "\n".join(lines)
    accounts = [line for line in lines if "@" in line and line.startswith(" ")]
    assert len(accounts) >= 4, "the demonstration's accounts are shown"
    assert project.get("/")[0] == 200
    wait_until(lambda: project.get("/readyz")[0] == 200, 60)

    second, said = project.start()
    second.communicate(timeout=30)
    assert second.returncode == 1
    assert "already runs" in "\n".join(said)

    kill_everything(project.folder)
    run.communicate()
    run, lines = project.start()
    assert run.poll() is None, "\n".join(lines)
    assert not [line for line in lines if "Applying" in line], "nothing is made twice"
    assert [line for line in lines if "@" in line and line.startswith(" ")] == accounts
    wait_until(lambda: project.get("/readyz")[0] == 200, 60)

    run.send_signal(signal.SIGINT)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    stops = [line.split("|")[0].strip() for line in output.splitlines() if line.endswith("| stops")]
    assert stops == ["web", "beat", "worker"]
    assert not processes_naming(project.folder)
