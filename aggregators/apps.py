from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AggregatorsConfig(AppConfig):
    name = "aggregators"
    verbose_name = _("Aggregators")

    def ready(self) -> None:
        """Every process knows the permissions."""
        import_module("aggregators.rules")
