"""Taking a seat and giving it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.signed_in import person
from common.errors import refusals_as_message
from workshops.domain import seats
from workshops.forms import SeatForm
from workshops.models import Registration, Workshop


@login_required
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """A repeat gives the same seat again, so no key is needed; also what undoes a cancelling."""
    user = person(request)
    workshop = get_object_or_404(Workshop.objects.visible_to(user), pk=pk)
    form = SeatForm(request.POST, person=user)
    company = form.cleaned_data["company"] if form.is_valid() else next(iter(form.companies), None)
    if company is None:
        messages.info(request, _("Describe your company first; then take your seat."))
        return redirect("smes:company")
    with refusals_as_message(request):
        seats.take(workshop=workshop, company=company, by=user)
        messages.success(request, _("You have a seat. We look forward to seeing you."))
    return redirect(workshop)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back the seat of registration `pk`: one's own, a colleague's, or as staff anybody's. Twice does no harm."""
    user = person(request)
    seen = Registration.objects.visible_to(user).select_related("workshop", "company")
    registration = get_object_or_404(seen, pk=pk)
    own = registration.person_id == user.pk
    with refusals_as_message(request):
        seats.cancel(registration=registration, by=user)
        undo = f"undo:{reverse('workshops:register', args=[registration.workshop_id])}" if own else ""
        messages.success(request, _("The seat is free again for somebody else."), extra_tags=undo)
    to_list = not own and user.has_perm("workshops.view_registrations")
    return redirect("workshops:registrations" if to_list else "workshops:workshop", registration.workshop_id)
