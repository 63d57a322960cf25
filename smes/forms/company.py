"""One page each of a company's description."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from market.models import Province, Regency
from smes.domain.companies import IDENTITY
from smes.forms.fields import AmountField, NibField, NpwpField, TypedForm
from smes.models import Company, VerificationDecision

PART = VerificationDecision.Section


class IdentityForm(TypedForm):
    nib = NibField(
        label=_("NIB (business identification number)"),
        help_text=_("13 digits, on the letter from oss.go.id. Spaces and dots do not matter."),
        max_length=30,
    )
    npwp = NpwpField(
        label=_("NPWP (tax number)"),
        help_text=_("16 digits. An old number of 15 digits gets a 0 in front by itself."),
        max_length=30,
    )

    class Meta:
        model = Company
        fields = ("legal_name", "brand", "nib", "npwp")
        help_texts = {
            "legal_name": _("As it stands on the NIB letter, with UD, CV or PT."),
            "brand": _("What buyers know you by, if it is another name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_name"].required = True
        self.fields["legal_name"].widget.attrs["autocomplete"] = "organization"
        if self.instance.state == Company.State.VERIFIED:
            for name in IDENTITY:
                self.fields[name].disabled = True


class PlaceForm(TypedForm):
    province = forms.ModelChoiceField(Province.objects.order_by("name"), label=_("Province"))
    regency = forms.ModelChoiceField(
        Regency.objects.none(),
        label=_("Regency or city"),
        error_messages={"invalid_choice": _("This regency is not in the chosen province.")},
    )

    class Meta:
        model = Company
        fields = ("province", "regency", "address", "phone")
        help_texts = {
            "address": _("Street and number, village, district."),
            "phone": _("Buyers and staff write to you here. For example 0812 3456 7890."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("address", "phone"):
            self.fields[name].required = True
        self.fields["address"].widget.attrs["autocomplete"] = "street-address"
        self.fields["phone"].widget.attrs.update({"autocomplete": "tel", "inputmode": "tel"})
        self.fields["province"].widget.attrs.update(
            {"hx-get": reverse_lazy("market:regencies"), "hx-target": "#id_regency", "hx-swap": "innerHTML"}
        )
        regency: forms.ModelChoiceField[Regency] = self.fields["regency"]  # type: ignore[assignment]
        regency.queryset = Regency.objects.filter(province=self.chosen_province).order_by("kind", "name")
        chosen = _("Choose a regency or city") if self.chosen_province else _("Choose the province first")
        self.fields["regency"].empty_label = chosen  # type: ignore[attr-defined]

    @property
    def chosen_province(self) -> str | None:
        if self.is_bound:
            return str(self.data.get("province", ""))[:2] or None
        return str(self.initial.get("province") or "") or None


class SizeForm(TypedForm):
    basis = forms.ChoiceField(
        label=_("What are your figures about?"),
        choices=Company.Basis.choices,
        widget=forms.RadioSelect,
        help_text=_("By government regulation PP 7/2021: yearly sales for a running firm, capital for a new one."),
    )
    amount = AmountField(
        label=_("Amount in rupiah"),
        digits=18,
        zero=True,
        help_text=_("For example 900.000.000. Only staff see the amount; buyers see the size class."),
    )

    class Meta:
        model = Company
        fields = ("basis", "amount")


class StoryForm(TypedForm):
    class Meta:
        model = Company
        fields = ("story",)
        widgets = {"story": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "story": _("Who makes it, since when, from what, and what makes it special? Buyers read this first.")
        }


SECTION_FORMS: dict[str, type[TypedForm]] = {
    PART.IDENTITY.value: IdentityForm,
    PART.PLACE.value: PlaceForm,
    PART.SIZE.value: SizeForm,
    PART.STORY.value: StoryForm,
}


class ReturnForm(forms.Form):
    """What the company should mend, and where."""

    sections = forms.MultipleChoiceField(
        label=_("Which parts?"), choices=PART.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    reasons = forms.CharField(
        label=_("What should the company put right?"),
        help_text=_(
            "Kindly and precisely: what is not right, and what would be. For example: “The NIB belongs to another "
            "name. Please check it against your letter from oss.go.id.”"
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)


class SeenForm(forms.Form):
    """Which submission the deciding person looked at."""

    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)
