"""The settings as docker-compose.yml sets them, and the tables as the models describe them."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from exportready.local.addresses import project_root

GIVEN = {
    "DOMAIN": "exportready.example",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "SIGNING_KEYS": '{"1a2b3c4d": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}',
    "EMAIL_URL": "smtp://user:password@mail.example:587",
    "FROM_EMAIL": "ExportReady <no-reply@exportready.example>",
}


def production() -> dict[str, str]:
    """The environment of the web container, each variable filled in."""
    compose: dict[str, Any] = yaml.safe_load((project_root() / "docker-compose.yml").read_text())
    environment: dict[str, str] = compose["services"]["web"]["environment"]
    fill = re.compile(r"\$\{(\w+)(:\?[^}]*)?\}")
    return {name: fill.sub(lambda found: GIVEN.get(found[1], "abc123"), value) for name, value in environment.items()}


def manage(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **production(), **changes}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=project_root(), env=environment, capture_output=True, text=True, check=False)


def test_django_has_nothing_to_say_about_the_settings_in_service() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(("name", "value"), [("DEBUG", "1"), ("HTTPS", "0"), ("SECRET_KEY", "short")])
def test_the_check_can_fail(name: str, value: str) -> None:
    assert manage("check", "--deploy", "--fail-level", "WARNING", **{name: value}).returncode != 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "SIGNING_KEYS", "DATABASE_URL", "REDIS_URL", "CACHE_URL", "EMAIL_URL"])
def test_it_does_not_start_without(name: str) -> None:
    refused = manage("check", **{name: ""})
    assert refused.returncode != 0
    assert name in refused.stderr


@pytest.mark.django_db
def test_each_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
