from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        """Every process knows the permissions and the kind of job."""
        import_module("workshops.rules")
        import_module("workshops.tasks")
