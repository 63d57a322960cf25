"""A product's draft, and its first name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.models import HsCode
from smes.forms.fields import AmountField, CountField, TypedForm
from smes.models import ProductRevision
from smes.models.revision import Currency, Incoterm, Unit


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What is the product called?"),
        help_text=_("As a buyer would say it, for example “rattan laundry basket”. You can change it later."),
        max_length=120,
    )


class ProductForm(TypedForm):
    hs = forms.ModelChoiceField(
        HsCode.objects.edition().filter(level=HsCode.Level.SUBHEADING),
        label=_("HS code (customs)"),
        to_field_name="code",
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the codes of six digits from the list.")},
    )
    unit = forms.ChoiceField(label=_("unit"), choices=[("", _("Choose the unit")), *Unit.choices])
    price = AmountField(label=_("price per unit"), digits=12, places=2)
    currency = forms.ChoiceField(label=_("currency"), choices=Currency.choices)
    incoterm = forms.ChoiceField(
        label=_("price term (Incoterms 2020)"),
        choices=[("", _("Choose the price term")), *Incoterm.choices],
        help_text=_("Says up to where your price pays the way. Not sure? Begin with FOB, or with EXW from your door."),
    )
    moq = CountField(label=_("smallest order"), digits=9, help_text=_("The fewest units that you make for one order."))
    monthly_capacity = CountField(
        label=_("capacity per month"), digits=9, help_text=_("Units that you can really make, not the best month ever.")
    )
    lead_days = CountField(label=_("days from order to ready"), digits=4)

    class Meta:
        model = ProductRevision
        fields = (
            "name", "description", "materials", "hs", "price", "currency", "unit", "incoterm", "incoterm_place", "moq",
            "monthly_capacity", "lead_days", "changes",
        )  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "changes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "description": _("What is it for, how is it made, sizes and weight, how is it packed?"),
            "incoterm_place": _("For example Tanjung Priok, or your workshop's town for EXW."),
            "changes": _("In one or two sentences, for experts and buyers who know the earlier revision."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "description", "materials", "incoterm_place", "changes"):
            self.fields[name].required = True
        if self.instance.number < 2:
            del self.fields["changes"]

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"] or Currency.IDR.value

    def written(self) -> dict[str, Any]:
        """What was sent and is right: an unsent field is left alone."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}
