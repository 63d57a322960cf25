"""The administrator's list of people and their roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import roles
from accounts.forms import RoleForm
from accounts.models import Organisation, User
from accounts.signed_in import person
from common.errors import DomainError, refusals_as_message

PER_PAGE = 30


@login_required
@permission_required("accounts.manage_people", raise_exception=True)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = RoleForm(request.POST)
        with refusals_as_message(request):
            change_role(form, by=person(request))
            messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    wanted = request.GET.get("q", "").strip()[:120]
    found = User.objects.filter(Q(email__icontains=wanted) | Q(name__icontains=wanted)).order_by("email")
    found = found.prefetch_related("grants", "memberships__organisation")
    context = {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")), "q": wanted}
    return render(request, "accounts/people.html", context)


def change_role(form: RoleForm, *, by: User) -> None:
    if not form.is_valid():
        raise DomainError(_("Choose a person and what to change."))
    user: User = form.cleaned_data["person"]
    verb, _sep, role = form.cleaned_data["change"].partition(":")
    if role:
        change = roles.grant if verb == "grant" else roles.revoke
        change(user=user, role=role, by=by)
        return
    ministry = Organisation.objects.of_kind(Organisation.Kind.MINISTRY).order_by("pk").first()
    if ministry is None:
        raise DomainError(_("There is no ministry organisation yet. Create one with 'manage.py create_administrator'."))
    if verb == "appoint":
        roles.appoint(user=user, ministry=ministry, by=by)
    else:
        roles.dismiss(user=user, ministry=ministry, by=by)
