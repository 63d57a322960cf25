from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from documents import signing

KEY_ID_CHARACTERS = 32


def signing_keys_are_usable(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Each key in SIGNING_KEYS is 32 bytes in base64 and has a name that its documents can carry."""
    problems: list[CheckMessage] = []
    for key_id in settings.SIGNING_KEYS:
        try:
            signing.public_bytes(key_id)
        except ImproperlyConfigured as error:
            problems.append(
                Error(str(error), hint="Make one with 'manage.py rotate_signing_key'.", id="documents.E001")
            )
        if len(key_id) > KEY_ID_CHARACTERS:
            problems.append(
                Error(f"The name of signing key {key_id!r} is longer than 32 characters.", id="documents.E002")
            )
    return problems
