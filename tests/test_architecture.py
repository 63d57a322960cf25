"""The house's order: what imports whom is the linter's; what relates to whom, and what reaches upward, is checked here."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField
from django.db.models.fields.related import RelatedField

ROOT = Path(__file__).resolve().parent.parent
ORDER = [
    {"common"}, {"accounts"}, {"jobs"}, {"documents"}, {"network"}, {"market"}, {"smes"}, {"reviews"},
    {"workshops", "aggregators"}, {"ministry"}, {"exportready"},
]  # fmt: skip
HEIGHT = {app: height for height, apps_there in enumerate(ORDER) for app in apps_there}


def relations() -> list[tuple[str, str, RelatedField[Any, Any]]]:
    found: list[tuple[str, str, RelatedField[Any, Any]]] = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignObject | ManyToManyField) and field.related_model is not None:
                found.append((model._meta.app_label, field.related_model._meta.app_label, field))
    return found


def test_relations_go_down_the_house() -> None:
    """A foreign key named by a string slips past the import linter."""
    wrong = [
        f"{own}.{field} → {other}"
        for own, other, field in relations()
        if own in HEIGHT and other in HEIGHT and own != other and HEIGHT[other] >= HEIGHT[own]
    ]
    assert wrong == []


def test_no_reverse_accessor_reaches_upward() -> None:
    """A lower app's rows do not offer a higher app's: `related_name="+"`."""
    wrong = [
        f"{other} gets .{field.remote_field.get_accessor_name()} from {own}.{field}"
        for own, other, field in relations()
        if own in HEIGHT and other in HEIGHT and HEIGHT[other] < HEIGHT[own] and not field.remote_field.hidden
    ]
    assert wrong == []


def test_every_app_has_its_place() -> None:
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(HEIGHT)


def test_no_signals() -> None:
    """Django's model signals hide what happens; Celery's process signals and app start-up are not meant."""
    wrong = [
        str(path.relative_to(ROOT))
        for app in HEIGHT
        for path in (ROOT / app).rglob("*.py")
        if "django.db.models.signals" in path.read_text() or path.name == "signals.py"
    ]
    assert wrong == []
