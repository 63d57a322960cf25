from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinistryConfig(AppConfig):
    name = "ministry"
    verbose_name = _("Ministry")

    def ready(self) -> None:
        from ministry import rules, tasks  # noqa: F401, PLC0415 - registers permissions and the kind of document
