"""The signed-in person of a request, with their type."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def person(request: HttpRequest) -> User:
    """Behind `login_required` this is always a User; anywhere else it refuses."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
