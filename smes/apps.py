from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SmesConfig(AppConfig):
    name = "smes"
    verbose_name = _("Companies and products")

    def ready(self) -> None:
        from smes import rules  # noqa: F401, PLC0415 - registers the permissions, whichever app asks first
