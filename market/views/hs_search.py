import re
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from common.htmx import render_part
from market.models import HsCode
from market.models.hs_search import HsMatch

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass
class HeadingGroup:
    """A heading and those of its subheadings that were found, in the order found."""

    heading: HsCode
    matches: list[HsMatch] = field(default_factory=list)


def grouped(matches: list[HsMatch]) -> list[HeadingGroup]:
    """Subheadings under their headings, the best heading first; only 6-digit codes can be chosen."""
    groups: dict[str, HeadingGroup] = {}
    for match in matches:
        if match.code.parent is not None and match.code.level == HsCode.Level.SUBHEADING:
            group = groups.setdefault(match.code.parent.code, HeadingGroup(match.code.parent))
            group.matches.append(match)
    return list(groups.values())


@require_safe
def hs_search(request: HttpRequest) -> HttpResponse:
    """Find an HS code by code or everyday words (`q`): radio options for htmx, a page of its own without JavaScript.

    `name` is the name of the radio field (default "hs"), `selected` the code already chosen. `next`, a path of this
    site, is where the page's *use this code* button leads, with the choice in the field `name`.
    """
    asked = request.GET
    search = HsCode.objects.search(asked.get("q", ""))
    name = asked.get("name", "")
    following = asked.get("next", "")
    context: dict[str, object] = {
        "search": search,
        "groups": grouped(search.matches),
        "name": name if FIELD_NAME.fullmatch(name) else "hs",
        "selected": asked.get("selected", ""),
        "next": following if url_has_allowed_host_and_scheme(following, allowed_hosts=None) else "",
    }
    return render_part(request, "market/hs_search.html", "options", context)
