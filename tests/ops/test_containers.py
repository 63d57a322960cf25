"""docker-compose.yml and the Dockerfile: valid, without default secrets, and in step with the settings."""

import ast
import fnmatch
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from exportready.local.addresses import project_root

ROOT = project_root()
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APPLICATION = ("web", "worker", "beat")
SECRET = re.compile("SECRET|PASSWORD|KEY|TOKEN|_URL|AUTH")


def known_settings() -> set[str]:
    """The names that settings.py reads from the environment."""
    tree = ast.parse((ROOT / "exportready" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    of_env = [call for call in calls if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env"]
    named = {call.args[0].value for call in of_env if call.args and isinstance(call.args[0], ast.Constant)}
    # These two have their usual name as the reader's default (exportready/environment.py).
    return {str(name) for name in named} | {"DATABASE_URL", "EMAIL_URL"}


def test_it_is_valid_by_the_compose_specification() -> None:
    schema = json.loads((Path(__file__).parent / "vendor" / "compose-spec.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(COMPOSE)] == []


def test_the_check_can_fail() -> None:
    schema = json.loads((Path(__file__).parent / "vendor" / "compose-spec.json").read_text())
    wrong = {"services": {"web": {"imagge": "x"}}}
    assert list(Draft202012Validator(schema).iter_errors(wrong))


def test_all_that_is_needed_is_there() -> None:
    assert set(SERVICES) == {"postgres", "broker", "cache", "migrate", *APPLICATION, "nginx"}
    for name, service in SERVICES.items():
        for volume in (volume.split(":")[0] for volume in service.get("volumes", [])):
            assert volume in COMPOSE["volumes"] or volume.startswith(("./", "${")), f"{name}: {volume}"


def test_no_secret_has_a_default() -> None:
    for name, default in re.findall(r"\$\{(\w+):?-([^}]*)\}", TEXT):
        assert not SECRET.search(name), f"{name} has the default {default!r}"
    for name, service in SERVICES.items():
        for variable, value in (service.get("environment") or {}).items():
            if SECRET.search(variable):
                assert "${" in value, f"{name}: {variable} is written down"
    required = set(re.findall(r"\$\{(\w+):\?", TEXT))
    used = set(re.findall(r"\$\{(\w+)", TEXT))
    assert used - required == {"VERSION"}


def test_each_lasting_service_is_watched_and_starts_again() -> None:
    for name, service in SERVICES.items():
        if name == "migrate":
            assert service["restart"] == "no"
        else:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"], name


def test_web_worker_and_beat_are_one_image_with_one_environment() -> None:
    for key in ("image", "environment", "volumes"):
        assert SERVICES["web"][key] == SERVICES["worker"][key] == SERVICES["beat"][key]
    changed = {
        name
        for name, value in SERVICES["migrate"]["environment"].items()
        if value != SERVICES["web"]["environment"][name]
    }
    assert changed == {"DATABASE_URL"}


def test_the_environment_names_settings_and_nothing_else() -> None:
    assert set(SERVICES["web"]["environment"]) <= known_settings()
    required = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "CACHE_URL", "MEDIA_ROOT", "EMAIL_URL", "SIGNING_KEYS"}
    assert required <= set(SERVICES["web"]["environment"])


def test_only_migrations_connect_as_the_owner() -> None:
    for name in APPLICATION:
        assert SERVICES[name]["environment"]["DATABASE_URL"].startswith("postgresql://app:")
        assert not any("owner" in str(value) for value in SERVICES[name]["environment"].values())
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["environment"]["DATABASE_URL"].startswith("postgresql://owner:")


def test_the_broker_keeps_and_the_cache_evicts() -> None:
    broker, cache = (" ".join(SERVICES[name]["command"]) for name in ("broker", "cache"))
    assert "--appendonly yes" in broker
    assert "--maxmemory-policy noeviction" in broker
    assert "--appendonly no" in cache
    assert "--maxmemory-policy allkeys-lru" in cache
    assert SERVICES["web"]["environment"]["REDIS_URL"] != SERVICES["web"]["environment"]["CACHE_URL"]


def test_only_nginx_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["nginx"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    for name in ("postgres", "broker", "cache"):
        assert SERVICES[name]["networks"] == ["data"]
    assert "data" not in SERVICES["nginx"]["networks"]


def test_the_application_has_no_rights_on_its_host() -> None:
    for name in (*APPLICATION, "migrate"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    stage = dockerfile.split(" AS app")[1].split("FROM ")[0]
    assert re.search(r"^USER exportready$", stage, re.MULTILINE)
    assert "HEALTHCHECK" in stage


def test_what_the_dockerfile_copies_exists_and_is_not_ignored() -> None:
    ignored = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line and line[0] != "#"]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert copied
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source
        assert not any(fnmatch.fnmatch(source, pattern) for pattern in ignored), source
    for private in (".env", ".local", ".git", ".venv", "backups"):
        assert private in ignored


@pytest.mark.parametrize("name", sorted(known_settings()))
def test_each_setting_is_explained(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "docs" / "deploy.md").read_text()


def test_each_variable_of_the_compose_file_is_explained() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text()
    missing = {name for name in re.findall(r"\$\{(\w+)", TEXT) if f"`{name}`" not in text}
    assert not missing
