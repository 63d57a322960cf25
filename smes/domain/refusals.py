"""What the database refuses, said in the words of the refusing constraint."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction

from common.errors import DomainError


@contextmanager
def sentences_of(model: type[models.Model]) -> Iterator[None]:
    """Turn a violated constraint of `model` into a DomainError with its `violation_error_message`.

    The block runs in its own savepoint. A constraint without a sentence of its own is a fault of ours and is raised.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for constraint in model._meta.constraints:
            if (
                constraint.name == name
                and constraint.violation_error_message != constraint.default_violation_error_message
            ):
                raise DomainError(str(constraint.violation_error_message)) from error
        raise
