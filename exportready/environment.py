"""Small readers for the environment: each setting has one name, one type and fails loudly."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from exportready import local


class Environment:
    """The process environment over what the embedded servers of `make services` published."""

    def __init__(self, root: Path) -> None:
        self.values: Mapping[str, str] = {**local.environment(root), **os.environ}

    def text(self, name: str, default: str | None = None) -> str:
        """The value as text; without a default, a missing one stops the start-up with its name."""
        value = self.values.get(name, "") or default
        if value is None:
            raise ImproperlyConfigured(f"Set {name}, or start the embedded servers with 'make services'.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"0", "1", "true", "false"}:
            raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
        return value in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit():
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """Comma-separated words."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def keys(self, name: str) -> dict[str, str]:
        """A JSON object of text to text, in its written order."""
        try:
            value = json.loads(self.text(name))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a JSON object: {error}.") from error
        if not isinstance(value, dict) or not value:
            raise ImproperlyConfigured(f"{name} must be a JSON object with at least one key.")
        return {str(key): str(item) for key, item in value.items()}

    def database(self, name: str = "DATABASE_URL") -> dict[str, Any]:
        """`postgres://user:password@host:port/name` as Django's settings."""
        url = urlsplit(self.text(name))
        if url.scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured(f"{name} must begin with postgres://, not {url.scheme}://.")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "OPTIONS": dict(parse_qsl(url.query)),
        }

    def mail(self, name: str = "EMAIL_URL") -> dict[str, Any]:
        """`smtp://user:password@host:port`, `smtps://…`, or `file:folder` as Django's e-mail settings."""
        url = urlsplit(self.text(name))
        if url.scheme == "file":
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": url.path,
            }
        if url.scheme not in {"smtp", "smtps"}:
            raise ImproperlyConfigured(f"{name} must begin with smtp://, smtps:// or file:, not {url.scheme}:.")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": url.hostname or "",
            "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_TLS": url.scheme == "smtp",
            "EMAIL_USE_SSL": url.scheme == "smtps",
            "EMAIL_TIMEOUT": 10,
        }
