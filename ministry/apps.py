from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinistryConfig(AppConfig):
    name = "ministry"
    verbose_name = _("Ministry")

    def ready(self) -> None:
        """Every process knows the permissions and the kind of document."""
        import_module("ministry.rules")
        import_module("ministry.tasks")
