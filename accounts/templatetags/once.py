import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.once import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden key by which this form takes effect once: `{% load once %}{% once %}` inside the form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())
