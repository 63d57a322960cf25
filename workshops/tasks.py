"""The worker's part: telling everybody who is registered that a workshop has moved.

Not in the request: it would hold the workshop's row while hundreds of notices are written, and whoever takes a seat waits.
"""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.look import moment
from jobs.kinds import handles
from jobs.run import Run
from network.domain.notices import tell
from workshops.models import Registration, Workshop

MOVED = "workshops.moved"


@handles(MOVED)
def tell_of_move(run: Run) -> None:
    """One notice for each person who has a seat now, with the time and place that hold now."""
    workshop = Workshop.objects.select_related("regency").get(pk=run.payload["workshop"])
    registered = Registration.objects.standing().filter(workshop=workshop).select_related("person")
    people = [registration.person for registration in registered]
    with run.finishing(result_url=workshop.get_absolute_url()):
        tell(
            people=people,
            key=run.job.key,
            title=gettext_lazy("A workshop of yours has moved"),
            text=lambda: appointment(workshop),
            url=workshop.get_absolute_url(),
        )


def appointment(workshop: Workshop) -> str:
    """Title, place and time in the place's zone, in the language active now."""
    with timezone.override(ZoneInfo(workshop.zone)):
        start = moment(workshop.starts_at)
    return _("%(title)s: %(start)s, %(place)s, %(regency)s.") % {
        "title": workshop.title,
        "start": start,
        "place": workshop.place,
        "regency": workshop.regency.full_name,
    }
