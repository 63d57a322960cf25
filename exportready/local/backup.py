"""One file with the database and the media, and the way back. Works on the embedded servers and on any other."""

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from exportready.local.errors import LocalError
from exportready.local.mark import Mark
from exportready.local.prepare import owner_url
from exportready.local.psql import address, call

DUMP, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"

# Dropped and made again in the restoring transaction: a table that is newer than the backup does not stay behind.
CLEAR = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


def backup(values: Mapping[str, str], target: Path) -> Path:
    """Write `target` (a tar, mode 600): the database in pg_dump's custom format, the media folder, a manifest.

    The database first: whatever a row in it names is in the media copied after it. `values`: the settings' variables.
    Raises LocalError when pg_dump fails; no partial file is left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DUMP
        call("pg_dump", address(owner_url(values)), "--format=custom", "--no-owner", f"--file={dump}")
        manifest = Path(folder) / MANIFEST
        manifest.write_text(json.dumps({"made": datetime.now(UTC).isoformat(timespec="seconds"), "format": 1}))
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(manifest, MANIFEST)
            archive.add(dump, DUMP)
            if (media := Path(values["MEDIA_ROOT"])).is_dir():
                archive.add(media, MEDIA)
    half.replace(target)
    return target


def restore(values: Mapping[str, str], source: Path) -> None:
    """Replace the database and the media by what `source` holds: all of the database or, after an error, nothing.

    Raises LocalError when `source` is no backup or the database refuses it.
    """
    media = Path(values["MEDIA_ROOT"])
    media.mkdir(parents=True, exist_ok=True)
    if not source.is_file():
        raise LocalError(f"There is no file {source}.")
    # Unpacked beside the media and not in /tmp: it is the same disk, so the exchange below is a rename.
    with tempfile.TemporaryDirectory(dir=media, prefix=".restore-") as folder:
        unpack(source, Path(folder))
        load_database(values, Path(folder) / DUMP)
        Mark(owner_url(values)).write(None)
        for old in media.iterdir():
            if old != Path(folder):
                shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
        fresh = Path(folder) / MEDIA
        for new in fresh.iterdir() if fresh.is_dir() else ():
            new.rename(media / new.name)


def unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise LocalError(f"{source} cannot be read as a backup: {error}") from error
    if not (folder / DUMP).is_file():
        raise LocalError(f"{source} is not a backup: it holds no {DUMP}.")


def load_database(values: Mapping[str, str], dump: Path) -> None:
    """In one transaction, as the owner."""
    script = dump.with_suffix(".sql")
    script.write_text(CLEAR)
    with script.open("a") as file:
        call("pg_restore", {}, "--no-owner", "--file=-", str(dump), output=file)
    # The dump makes the schema's rights again; comments on extensions and the like are the owner's own.
    call(
        "psql",
        address(owner_url(values)),
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--file={script}",
    )


def default_target(root: Path) -> Path:
    return root / "backups" / f"exportready-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar"
