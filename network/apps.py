from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Every process knows the permissions and the kind of job: whoever tells somebody something enqueues it."""
        import_module("network.rules")
        import_module("network.tasks")
