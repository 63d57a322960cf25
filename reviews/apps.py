from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Product reviews")

    def ready(self) -> None:
        """Every process knows the permissions, and the kind of document: one writes its row, another makes its file."""
        import_module("reviews.rules")
        import_module("reviews.tasks")
