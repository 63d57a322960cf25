"""A person's own account, and the members of an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import acting
from accounts.adapter import remember_language
from accounts.domain import organisations
from accounts.forms import FoundForm, InviteForm, ProfileForm, StandingForm
from accounts.models import Invitation, Membership, Organisation
from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_as_message, refusals_on

FIRST_PAGE = {Organisation.Kind.SME: "smes:company", Organisation.Kind.AGGREGATOR: "home"}


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        response = redirect("accounts:profile")
        remember_language(response, user.language)
        return response
    return render(request, "accounts/profile.html", {"form": form, "choices": acting.choices(user)})


@login_required
@require_http_methods(["GET", "POST"])
@once
def start(request: HttpRequest) -> HttpResponse:
    """Somebody new says what they do and names their business."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            organisation = organisations.found(**form.cleaned_data, by=person(request))
            acting.choose(request, f"{organisation.kind}:{organisation.pk}")
            return redirect(FIRST_PAGE[Organisation.Kind(organisation.kind)])
    return render(request, "accounts/start.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
@once
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Members and open invitations; an owner invites here."""
    row = get_object_or_404(Organisation.objects.visible_to(person(request)), pk=pk)
    may_change = request.user.has_perm("accounts.change_organisation", row)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            invitation = organisations.invite(organisation=row, **form.cleaned_data, by=person(request))
            messages.success(request, _("Invitation ready. Send the link to %(email)s.") % {"email": invitation.email})
            return redirect("accounts:organisation", pk)
    invitations = row.invitations.open_at(timezone.now()) if may_change else row.invitations.none()
    context = {
        "organisation": row,
        "members": row.memberships.select_related("user"),
        "invitations": [
            (i, request.build_absolute_uri(reverse("accounts:accept", args=[i.token]))) for i in invitations
        ],
        "form": form,
        "may_change": may_change,
    }
    return render(request, "accounts/organisation.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    owned = Invitation.objects.filter(organisation__in=Organisation.objects.visible_to(person(request)))
    invitation = get_object_or_404(owned, pk=pk)
    with refusals_as_message(request):
        organisations.withdraw(invitation=invitation, by=person(request))
        messages.success(request, _("Invitation withdrawn."))
    return redirect("accounts:organisation", invitation.organisation_id)


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link."""
    invitation = get_object_or_404(Invitation.objects.select_related("organisation", "invited_by"), token=token)
    if request.method == "POST":
        with refusals_as_message(request):
            membership = organisations.accept(token=token, by=person(request))
            acting.choose(request, f"{membership.organisation.kind}:{membership.organisation_id}")
            messages.success(request, _("You have joined %(name)s.") % {"name": membership.organisation.name})
            return redirect("home")
    return render(request, "accounts/accept.html", {"invitation": invitation})


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(person(request).organisations, pk=pk)
    with refusals_as_message(request):
        organisations.leave(organisation=row, by=person(request))
        messages.success(request, _("You have left %(name)s.") % {"name": row.name})
    return redirect("accounts:profile")


@login_required
@require_POST
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a member's standing, or remove them."""
    seen = Membership.objects.filter(organisation__in=Organisation.objects.visible_to(person(request)))
    membership = get_object_or_404(seen.select_related("organisation", "user"), pk=pk)
    form = StandingForm(request.POST)
    with refusals_as_message(request):
        if "remove" in request.POST:
            organisations.remove(membership=membership, by=person(request))
        elif form.is_valid():
            organisations.change_standing(membership=membership, **form.cleaned_data, by=person(request))
        messages.success(request, _("Saved."))
    return redirect("accounts:organisation", membership.organisation_id)
