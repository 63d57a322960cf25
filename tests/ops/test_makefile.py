"""`make` lists every target, and the scripts behind it do what they say."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from exportready.local.addresses import project_root

ROOT = project_root()
MAKEFILE = (ROOT / "Makefile").read_text()
EXPECTED = {"run", "test", "lint", "types", "shots", "faults", "bench", "venv", "services", "stop", "reset", "messages"}


def declared() -> set[str]:
    return set(re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, re.MULTILINE))


def script(folder: Path, name: str, body: str) -> Path:
    """A stand-in program in `folder`."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_help_is_the_default_and_lists_every_target() -> None:
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = set(re.findall(r"^  make (\S+) +\S", printed, re.MULTILINE))
    assert listed == declared()
    assert listed >= EXPECTED


def test_every_target_says_what_it_does() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert targets == declared()


@pytest.mark.parametrize("target", sorted(declared() - {"restore"}))
def test_every_recipe_is_one_that_make_understands(target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=True)


def test_restore_asks_which_backup() -> None:
    refused = subprocess.run(["make", "--dry-run", "restore"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "make restore FILE=" in refused.stderr


def test_the_check_before_landing_runs_all_three() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & stat.S_IXUSR
    text = run.read_text()
    assert "set -euo pipefail" in text
    for step in ("lint", "types", "test"):
        assert re.search(rf"\b{step}\b", text)


def system_packages(path: Path, *packages: str) -> subprocess.CompletedProcess[str]:
    """The script with only the programs in `path`."""
    return subprocess.run(
        ["/bin/bash", str(ROOT / "deploy" / "system-packages.sh"), *packages],
        env={"PATH": str(path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH on which no package is installed, nobody is root and sudo wants a password."""
    for name in ("mktemp", "rm", "env", "cat"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    script(tmp_path, "dpkg-query", "exit 1")
    script(tmp_path, "id", "echo 1000")
    script(tmp_path, "sudo", "exit 1")
    script(
        tmp_path,
        "apt-get",
        f'echo "$@" >> {tmp_path}/asked; test -e {tmp_path}/lists || test "$2" != install -a "$4" != install',
    )
    return tmp_path


def test_without_rights_it_names_the_exact_command(programs: Path) -> None:
    refused = system_packages(programs, "libpango-1.0-0", "gettext:msgfmt")
    assert refused.returncode == 1
    assert "apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 gettext" in refused.stderr
    assert not (programs / "asked").exists()


def test_what_is_there_is_not_installed(programs: Path) -> None:
    script(programs, "dpkg-query", "printf installed")
    script(programs, "msgfmt", "exit 0")
    done = system_packages(programs, "libpango-1.0-0", "gettext:msgfmt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_program_by_another_way_counts(programs: Path) -> None:
    script(programs, "chromium", "exit 0")
    assert system_packages(programs, "chromium:chromium").returncode == 0


def test_where_sudo_asks_nothing_it_installs(programs: Path) -> None:
    script(programs, "sudo", 'test "$1" = -n && shift; exec "$@"')
    script(programs, "true", "exit 0")
    script(programs, "apt-get", f'echo "$@" >> {programs}/asked')
    assert system_packages(programs, "libpango-1.0-0").returncode == 0
    assert (programs / "asked").read_text().rstrip().endswith("install -y --no-install-recommends libpango-1.0-0")


def test_the_environment_is_made_once_for_one_list(tmp_path: Path) -> None:
    """pip is called again when the list changed, and only then. A stand-in takes the place of Python."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    (tmp_path / "requirements.txt").write_text("one==1\n")
    python = script(
        tmp_path,
        "python",
        'echo "$@" >> calls; if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/python; fi',
    )

    def make() -> list[str]:
        (tmp_path / "calls").write_text("")
        environment = {**os.environ, "PYTHON": str(python), "PATH": "/usr/bin:/bin"}
        subprocess.run(["deploy/venv.sh", "requirements.txt"], cwd=tmp_path, env=environment, check=True)
        return [line for line in (tmp_path / "calls").read_text().splitlines() if "install" in line]

    assert [line.split()[-1] for line in make()] == ["requirements.txt"]
    assert make() == []
    (tmp_path / "requirements.txt").write_text("one==2\n")
    assert "--require-hashes" in make()[0]
