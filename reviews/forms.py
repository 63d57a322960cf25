"""What experts, makers and staff send: shapes and types. Rules are in domain/."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from reviews.conversation import drafted_answer
from reviews.domain.answering import Said
from reviews.domain.reviewing import Judgement, Pin, Written
from reviews.models import Answer, Criterion, Finding, Lens, Review

RESOLVED = [("yes", _("Resolved")), ("no", pgettext_lazy("resolution", "Not yet"))]
OUTSIDE = _("The pin lies outside the photo. Set it anew.")


class DraftChoiceField(forms.ChoiceField):
    """A choice that a draft may lack and that is asked for in the end: so it is not called optional."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class DraftCharField(forms.CharField):
    """A text that a draft may lack and that is asked for in the end."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


@dataclass(frozen=True)
class Scale:
    """A criterion with its five anchors as one field of radio cards."""

    criterion: Criterion
    field: forms.BoundField
    value: str
    before: int | None

    @property
    def choices(self) -> list[dict[str, Any]]:
        return [{**choice, "checked": str(choice["value"]) == self.value} for choice in self.criterion.choices]


@dataclass(frozen=True)
class Question:
    """An earlier finding with the fields of the word on it."""

    finding: Finding
    resolved: forms.BoundField
    note: forms.BoundField


class ReviewForm(forms.Form):
    """Scores, words on earlier findings, verdict and summary. Everything may be missing: a draft saves itself."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = DraftChoiceField(label=_("Your verdict"), choices=Review.Verdict.choices, widget=forms.RadioSelect)
    summary = DraftCharField(
        label=_("Summary for the maker"),
        help_text=_("What is good, what matters most, and why. Two to six sentences, in words a maker uses."),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self,
        review: Review,
        data: Any = None,
        *,
        earlier: Iterable[Finding] = (),
        before: dict[str, int] | None = None,
    ) -> None:
        super().__init__(data, initial=started(review))
        self.criteria = list(review.rubric.criteria.all())
        self.earlier = list(earlier)
        self.before = before or {}
        for criterion in self.criteria:
            choices = [(n, str(n)) for n in range(1, 6)]
            self.fields[f"score_{criterion.key}"] = forms.TypedChoiceField(
                label=criterion.name,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        for finding in self.earlier:
            label = _("Is %(finding)s resolved?") % {"finding": finding.label}
            self.fields[f"resolved_{finding.pk}"] = DraftChoiceField(label=label, choices=RESOLVED)
            self.fields[f"note_{finding.pk}"] = forms.CharField(
                label=pgettext_lazy("on a resolution", "Note"), max_length=300, required=False
            )

    def scales(self) -> list[Scale]:
        rows = [(criterion, self[f"score_{criterion.key}"]) for criterion in self.criteria]
        return [
            Scale(criterion, field, str(field.value() or ""), self.before.get(criterion.key))
            for criterion, field in rows
        ]

    def questions(self) -> list[Question]:
        return [Question(one, self[f"resolved_{one.pk}"], self[f"note_{one.pk}"]) for one in self.earlier]

    def written(self) -> Written:
        """What a valid form says."""
        data = self.cleaned_data
        return Written(
            scores={c.key: data[f"score_{c.key}"] for c in self.criteria if data[f"score_{c.key}"]},
            verdict=data["verdict"],
            summary=data["summary"],
            judgements={
                one.pk: Judgement({"yes": True, "no": False}.get(data[f"resolved_{one.pk}"]), data[f"note_{one.pk}"])
                for one in self.earlier
            },
        )


def started(review: Review) -> dict[str, Any]:
    """What the draft holds so far, as the form's initial values."""
    scores = {f"score_{score.criterion.key}": score.value for score in review.scores.select_related("criterion")}
    words = {}
    for row in review.resolutions.all() if review.round > 1 else ():
        words[f"resolved_{row.finding_id}"] = "yes" if row.resolved else "no"
        words[f"note_{row.finding_id}"] = row.note
    values = {"version": review.version, "verdict": review.verdict, "summary": review.summary}
    return {**values, **scores, **words}


class FindingForm(forms.Form):
    """A finding; its pin arrives in hidden fields, as shares of the photo's width and height."""

    severity = forms.ChoiceField(
        label=_("How much it matters"),
        choices=Finding.Severity.choices,
        initial=Finding.Severity.SHOULD,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What you found, and what would mend it"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about_photo = forms.BooleanField(label=_("It is about the photo shown"), required=False)
    photo = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pin_x = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-pin-x": ""}))
    pin_y = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-pin-y": ""}))
    unpin = forms.BooleanField(label=_("Take the pin away"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["pin"] = None if data.get("unpin") else self._pin(data.get("pin_x", ""), data.get("pin_y", ""))
        if not data.get("about_photo") and data["pin"] is None:
            data["photo"] = None
        return data

    def _pin(self, x: str, y: str) -> Pin | None:
        if not x and not y:
            return None
        try:
            pin = Decimal(x), Decimal(y)
            inside = all(place.is_finite() and 0 <= place <= 1 for place in pin)
        except InvalidOperation:
            inside = False
        if not inside:
            self.add_error(None, OUTSIDE)
            return None
        return pin


@dataclass(frozen=True)
class Reply:
    """The answer to one finding as the page shows it; plain values, since a page may hold sixty of them."""

    kind_name: str
    kind: str
    text_name: str
    text: str
    errors: list[str]
    is_optional: bool
    kinds: ClassVar = Answer.Kind.choices


class AnswersForm(forms.Form):
    """An answer to each open finding; those left empty are not answered yet."""

    use_required_attribute = False
    since = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, findings: Iterable[Finding], data: Any = None) -> None:
        self.findings = list(findings)
        drafts = {finding.pk: drafted_answer(finding) for finding in self.findings}
        initial: dict[str, Any] = {"since": timezone.now().isoformat()}
        for pk, draft in drafts.items():
            initial[f"kind_{pk}"] = draft.kind if draft else Answer.Kind.CHANGE.value
            initial[f"text_{pk}"] = draft.text if draft else ""
        super().__init__(data, initial=initial)
        for finding in self.findings:
            self.fields[f"kind_{finding.pk}"] = DraftChoiceField(label=_("Your answer"), choices=Answer.Kind.choices)
            self.fields[f"text_{finding.pk}"] = DraftCharField(
                label=_("What you changed, ask, or why it stays"),
                max_length=600,
                required=finding.severity != Finding.Severity.IDEA,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reply_to(self, finding: Finding) -> Reply:
        kind, text = self[f"kind_{finding.pk}"], self[f"text_{finding.pk}"]
        errors = [*kind.errors, *text.errors]
        return Reply(kind.html_name, kind.value(), text.html_name, text.value(), errors, not text.field.required)

    def said(self) -> dict[int, Said]:
        """What a valid form says, by the pk of the finding."""
        data = self.cleaned_data
        change = Answer.Kind.CHANGE.value
        return {one.pk: Said(data[f"kind_{one.pk}"] or change, data[f"text_{one.pk}"]) for one in self.findings}


class AssignForm(forms.Form):
    """An expert for each lens that has none, and a day by which all of them are asked to submit."""

    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False
    )

    def __init__(
        self, lenses: Iterable[Lens], experts: list[tuple[User, int]], data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.lenses = list(lenses)
        self.experts = {str(expert.pk): expert for expert, _load in experts}
        names = [
            (str(expert.pk), _("%(name)s – %(load)s open") % {"name": expert, "load": load}) for expert, load in experts
        ]
        for lens in self.lenses:
            self.fields[lens.value] = forms.ChoiceField(
                label=lens.label, choices=[("", _("Nobody yet")), *names], required=False
            )
        self.order_fields([*(lens.value for lens in self.lenses), "due_on"])

    def chosen(self) -> list[tuple[Lens, User]]:
        """The experts of a valid form, by lens."""
        picked = [(lens, self.cleaned_data[lens.value]) for lens in self.lenses]
        return [(lens, self.experts[pk]) for lens, pk in picked if pk]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(lens.value) for lens in self.lenses):
            raise forms.ValidationError(_("Choose an expert for at least one lens."))
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
