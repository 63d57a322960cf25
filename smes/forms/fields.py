"""Fields that read what people write, and forms that may be sent unfinished."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.templatetags.look import number
from smes.domain.numbers import read_amount, read_nib, read_npwp


class ReadField(forms.CharField):
    """Text that a reader turns into a value; its ValueError is the sentence shown."""

    read: Callable[[str], Any] = staticmethod(read_amount)
    inputmode = "numeric"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": self.inputmode, "autocomplete": "off", "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return self.empty_value
        try:
            return type(self).read(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class NibField(ReadField):
    read = staticmethod(read_nib)


class NpwpField(ReadField):
    read = staticmethod(read_npwp)


class AmountField(ReadField):
    """A Decimal of at most `digits` digits before and `places` after the decimal sign, above 0 unless `zero`."""

    inputmode = "decimal"

    def __init__(self, *, digits: int, places: int = 0, zero: bool = False, **kwargs: Any) -> None:
        self.digits, self.places, self.zero = digits, places, zero
        super().__init__(empty_value=None, max_length=30, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None for nothing."""
        amount: Decimal | None = super().to_python(value)
        if amount is None:
            return None
        if amount == 0 and not self.zero:
            raise ValidationError(_("Write an amount above 0."))
        if amount >= 10**self.digits:  # first: a number of thirty digits cannot be rounded
            raise ValidationError(_("This number is too large. Check the zeros."))
        if amount != round(amount, self.places):
            raise ValidationError(_("Write a whole number.") if not self.places else _("Write at most two decimals."))
        return amount

    def run_validators(self, value: Any) -> None:
        """Those of a CharField measure a text, which this no longer is."""

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal | int) else value


class CountField(AmountField):
    """A whole number above 0."""

    inputmode = "numeric"

    def to_python(self, value: Any) -> Any:
        """An int, or None for nothing."""
        amount = super().to_python(value)
        return None if amount is None else int(amount)


class TypedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Checks shapes and types only; what may be saved is the domain's to say. With `lenient` nothing is required."""

    use_required_attribute = False

    def __init__(self, *args: Any, lenient: bool = False, **kwargs: Any) -> None:
        self.lenient = lenient
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(str(field.label))

    def full_clean(self) -> None:
        """Required fields stay marked as such on the page, though a draft may be sent without them."""
        wanted = [field for field in self.fields.values() if field.required]
        for field in wanted:
            field.required = not self.lenient
        super().full_clean()
        for field in wanted:
            field.required = True

    def _post_clean(self) -> None:
        """The instance stays as it is in the database."""
