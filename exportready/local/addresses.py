"""What the embedded servers publish: their addresses and this installation's own secrets."""

import base64
import json
import os
import secrets
from pathlib import Path
from typing import Any

DATABASE = "exportready"
SERVICES_FILE = "services.json"
SECRETS_FILE = "secrets.json"
PASSWORDS = ("superuser", "owner", "app", "broker", "cache")


def project_root() -> Path:
    """The folder of manage.py."""
    return Path(__file__).resolve().parent.parent.parent


def environment(root: Path | None = None) -> dict[str, str]:
    """The settings' variables for the servers in `root`/.local; empty when they were never started.

    Reads two small files. Where the process names its own DATABASE_URL or REDIS_URL, the embedded server of that kind
    is not in use: its other addresses are left out, and the cache is the database after the broker's.
    """
    directory = (root or project_root()) / ".local"
    values = published(directory)
    if not values:
        return {}
    if "DATABASE_URL" in os.environ:
        values.pop("DATABASE_OWNER_URL", None)
    if "REDIS_URL" in os.environ:
        values["CACHE_URL"] = next_database(os.environ["REDIS_URL"])
    return values


def published(directory: Path) -> dict[str, str]:
    """The variables for the servers in `directory`, whatever the process environment says."""
    services, kept = read_json(directory / SERVICES_FILE), read_json(directory / SECRETS_FILE)
    if services is None or kept is None:
        return {}
    passwords: dict[str, str] = kept["passwords"]
    values = {
        "SECRET_KEY": kept["SECRET_KEY"],
        "SIGNING_KEYS": json.dumps(kept["SIGNING_KEYS"]),
        "METRICS_TOKEN": kept["METRICS_TOKEN"],
        "DEMO": "1",
        "HTTPS": "0",
        "MEDIA_ROOT": str(directory / "media"),
        "EMAIL_URL": f"file:{directory / 'mail'}",
    }
    if port := services.get("postgres"):
        values["DATABASE_URL"] = f"postgresql://app:{passwords['app']}@127.0.0.1:{port}/{DATABASE}"
        values["DATABASE_OWNER_URL"] = f"postgresql://owner:{passwords['owner']}@127.0.0.1:{port}/{DATABASE}"
    if port := services.get("broker"):
        values["REDIS_URL"] = f"redis://:{passwords['broker']}@127.0.0.1:{port}/0"
    if port := services.get("cache"):
        values["CACHE_URL"] = f"redis://:{passwords['cache']}@127.0.0.1:{port}/0"
    return values


def next_database(url: str) -> str:
    """The same Redis with the database number one higher: `redis://host:6379/0` gives `redis://host:6379/1`."""
    address, _, query = url.partition("?")
    scheme, _, rest = address.partition("://")
    host, _, number = rest.partition("/")
    following = int(number) + 1 if number.isdigit() else 1
    return f"{scheme}://{host}/{following}" + (f"?{query}" if query else "")


def ensure_secrets(directory: Path) -> dict[str, str]:
    """Make this installation's secrets once, readable by their owner only; return the servers' passwords."""
    kept = read_json(directory / SECRETS_FILE)
    if kept is None:
        kept = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SIGNING_KEYS": {secrets.token_hex(4): base64.b64encode(secrets.token_bytes(32)).decode()},
            "METRICS_TOKEN": secrets.token_urlsafe(24),
            "passwords": {name: secrets.token_urlsafe(18) for name in PASSWORDS},
        }
        write_json(directory / SECRETS_FILE, kept)
    passwords: dict[str, str] = kept["passwords"]
    return passwords


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in `path`, or None when there is no such file."""
    try:
        value = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    if not isinstance(value, dict):
        raise ValueError(f"{path} must hold a JSON object.")
    return value


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Replace `path` in one step, mode 600: a reader sees the old or the new file, never half of one."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
