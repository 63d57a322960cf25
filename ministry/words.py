"""How a figure's time is said: the year it refers to, or when it was quoted."""

from babel.dates import format_date
from django.utils.translation import gettext as _

from common.templatetags.look import day, reader
from ministry.models import Statistic


def said_when(row: Statistic) -> str:
    """ "2018", "fiscal year 2024 (FY24)", "quoted 18 September 2022", or that no time is stated."""
    if row.reference_year:
        return row.period
    if row.quoted_on:
        return _("quoted %(when)s") % {"when": quoted(row)}
    return _("year not stated")


def quoted(row: Statistic) -> str:
    """The day it was quoted; the month where the day is not known; "" where neither is."""
    if row.quoted_on is None:
        return ""
    if row.quoted_day_known:
        return day(row.quoted_on)
    return str(format_date(row.quoted_on, "MMMM y", locale=reader()))
