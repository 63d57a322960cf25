from django import forms
from django.utils.translation import gettext_lazy as _

from common.uploads import MAX_BYTES


class CodeForm(forms.Form):
    """The code below a QR code, or the whole address, typed or pasted."""

    code = forms.CharField(
        label=_("Code or address"),
        max_length=400,
        help_text=_("Scanning the QR code with a phone's camera opens the right page by itself."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    """A document's file, to be compared; it is read once and not kept."""

    file = forms.FileField(
        label=_("The PDF file"),
        help_text=_("At most 20 MB. It is compared and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB, so it is none of our documents."))
        return file


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it revoked?"),
        max_length=300,
        help_text=_("Kept with the document; the public page does not show it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
