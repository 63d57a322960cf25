from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketConfig(AppConfig):
    """HS codes, regions and, later, trade flows: reference data that every higher app reads."""

    name = "market"
    verbose_name = _("Market reference data")
    default_auto_field = "django.db.models.BigAutoField"
