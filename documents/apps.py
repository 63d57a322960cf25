from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Every process knows the rules and the kind of job; a wrong signing key is found before the first document."""
        import_module("documents.rules")
        import_module("documents.tasks")
        register(import_module("documents.checks").signing_keys_are_usable)
