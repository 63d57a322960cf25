"""Both languages are complete: every sentence of the code stands in both catalogues, translated and not fuzzy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {".git", ".venv", ".local", "tests", "benchmarks", "static", "docs", "build", "__pycache__"}


def catalogue(root: Path, language: str, *, strict: bool = True) -> Catalog:
    with (root / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=strict)


def key(message: Message) -> tuple[str | None, str]:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, singular)


def forms(message: Message) -> list[str]:
    """The translation; of a plural, each of its forms."""
    return [message.string] if isinstance(message.string, str) else [str(form) for form in message.string or [""]]


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_untranslated_or_fuzzy(language: str) -> None:
    wanting = [key(m) for m in catalogue(ROOT, language) if m.id and (m.fuzzy or not all(forms(m)))]
    assert wanting == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_places_for_values_are_the_same(language: str) -> None:
    """`%(name)s` of the original stands in the translation too, and nothing else does."""
    wrong = [(key(message), str(error)) for message, errors in catalogue(ROOT, language).check() for error in errors]
    assert wrong == []


def test_every_sentence_of_the_code_is_in_the_catalogues(tmp_path: Path) -> None:
    """Collect anew in a copy; the same sentences must come out (`make messages` brings new ones in).

    Freshly collected plurals have English's two forms, which a strict reader of Indonesian refuses.
    """
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: SKIPPED & set(names), symlinks=True)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "id", "--no-wrap", "--no-location"]
    shutil.rmtree(copy / "locale" / "id")
    (copy / "locale" / "id" / "LC_MESSAGES").mkdir(parents=True)
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    wanted = {key(message) for message in catalogue(copy, "id", strict=False) if message.id}
    for language in ("id", "en"):
        kept = {key(message) for message in catalogue(ROOT, language) if message.id}
        assert wanted - kept == set(), f"missing in {language}"
        assert kept - wanted == set(), f"left over in {language}"
