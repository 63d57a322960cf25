"""`{% shortlist_state product as kept %}`: True or False for an aggregator, "" for anybody else."""

from django import template

from aggregators.own import shortlisted
from smes.models import Product

register = template.Library()


@register.simple_tag(takes_context=True)
def shortlist_state(context: template.Context, product: Product) -> bool | str:
    """From `shortlisted` where the page brought it for all its tiles; else asked for this product alone."""
    kept = context.get("shortlisted", "")
    if kept == "":
        kept = shortlisted(context["request"], [product.pk])
    return "" if kept is None else product.pk in kept
