"""What must be true before the first page: tables, static files, languages, demo data. Each only when needed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from exportready.local.errors import LocalError
from exportready.local.mark import Mark, program_state


def prepare(root: Path, values: Mapping[str, str]) -> None:
    """Bring database and files up to date. Raises LocalError when a step fails (its own output says why).

    The database itself remembers for which state of the program that was done: each of these commands takes seconds to
    find out that there is nothing to do, and a database that was restored or reset asks for them by itself.
    """
    compile_messages(root)
    collect_static(root)
    mark, state = Mark(owner_url(values)), program_state(root)
    if mark.read() == state:
        return
    migrate(root, values)
    manage(root, "seed_demo")
    accounts_file(root).write_text(manage(root, "seed_demo", "--list", output=subprocess.PIPE))
    mark.write(state)


def accounts_file(root: Path) -> Path:
    """Where the list of the demonstration's accounts is kept for the next starts."""
    return root / ".local" / "accounts.txt"


def migrate(root: Path, values: Mapping[str, str]) -> None:
    """As the owner of the tables: the application's own account may not change them."""
    manage(root, "migrate", "--no-input", "--verbosity=1", environment={"DATABASE_URL": owner_url(values)})


def owner_url(values: Mapping[str, str]) -> str:
    return values.get("DATABASE_OWNER_URL") or values["DATABASE_URL"]


def manage(root: Path, *words: str, environment: Mapping[str, str] | None = None, output: int | None = None) -> str:
    """Run a manage.py command, its output going to ours, or returned where `output` is a pipe."""
    # Thousands of lines about each row are of no use here; problems are.
    surroundings = {"LOG_LEVEL": "WARNING", **os.environ, **(environment or {})}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=root, env=surroundings, stdout=output, text=True, check=False)
    if done.returncode:
        raise LocalError(f"'manage.py {words[0]}' failed (see above).")
    return done.stdout or ""


def compile_messages(root: Path) -> list[Path]:
    """Write the .mo file beside each catalogue in `root`/locale that has none or an older one; return those written.

    By Babel, which the project needs anyway: gettext's own programs are only needed to collect new texts.
    """
    catalogues = sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))
    stale = [path for path in catalogues if is_older(path.with_suffix(".mo"), path)]
    for path in stale:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        half = path.with_suffix(".mo.new")
        with half.open("wb") as target:
            write_mo(target, catalogue)
        half.replace(path.with_suffix(".mo"))
    return stale


def is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


def collect_static(root: Path) -> bool:
    """Collect the static files unless nothing changed since the last time; whether it was done."""
    folder = Path(os.environ.get("STATIC_ROOT", root / ".local" / "static"))
    stamp, state = root / ".local" / "static.stamp", f"{folder} {static_state(root)}"
    if (folder / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == state:
        return False
    manage(root, "collectstatic", "--no-input", "--clear", "--verbosity=0")
    stamp.write_text(state)
    return True


def static_state(root: Path) -> str:
    """A hash over names, sizes and times of our static files and over the list of packages, which bring their own."""
    state = hashlib.sha256((root / "requirements.txt").read_bytes())
    for folder in (root / "static", *sorted(root.glob("*/static"))):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found = path.stat()
                state.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return state.hexdigest()
