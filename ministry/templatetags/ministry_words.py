"""How pages say the time of an official figure."""

from django import template

from ministry import words
from ministry.models import Statistic

register = template.Library()


@register.filter
def said_when(row: Statistic) -> str:
    return words.said_when(row)


@register.filter
def quoted(row: Statistic) -> str:
    return words.quoted(row)
