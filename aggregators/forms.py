from django import forms

from aggregators.models import ShortlistEntry


class NoteForm(forms.ModelForm[ShortlistEntry]):
    class Meta:
        model = ShortlistEntry
        fields = ("note",)
        widgets = {"note": forms.Textarea({"rows": 2})}
