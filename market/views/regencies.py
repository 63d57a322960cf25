from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from market.models import Regency


@require_safe
def regencies(request: HttpRequest) -> HttpResponse:
    """The <option>s of a province's regencies and cities (`province`: Kemendagri code), `selected` marked."""
    rows = Regency.objects.filter(province=request.GET.get("province", "")).order_by("kind", "name")
    context = {"regencies": rows, "selected": request.GET.get("selected", "")}
    return render(request, "market/regency_options.html", context)
