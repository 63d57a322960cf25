from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, User


class SignupForm(forms.Form):
    """What signing up asks beside the e-mail address."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    field_order = ("name", "email")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("name", "phone", "language")


class FoundForm(forms.Form):
    """Registering a firm or an aggregator."""

    kind = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[
            (Organisation.Kind.SME, _("I make products and want to export them")),
            (Organisation.Kind.AGGREGATOR, _("I collect products from makers and export them")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of your business"), max_length=160)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Their e-mail address"))
    standing = forms.ChoiceField(label=_("Standing"), choices=Membership.Standing, initial="staff")


class StandingForm(forms.Form):
    standing = forms.ChoiceField(choices=Membership.Standing)


class RoleForm(forms.Form):
    """One change of one person's roles, made by an administrator."""

    person = forms.ModelChoiceField(User.objects.all())
    change = forms.ChoiceField(
        choices=[
            ("grant:expert", ""),
            ("revoke:expert", ""),
            ("grant:administrator", ""),
            ("revoke:administrator", ""),
            ("appoint", ""),
            ("dismiss", ""),
        ]
    )
