"""Server time of each page type, whole stack in one process, beside a bare view in the same run.

The bare view is `/healthz`: the same middleware, no database, a few bytes of JSON. `naked_ms` is that view called without
any middleware, for comparison. Requests are interleaved, so that whatever else the machine does falls on all alike.
"""

import gzip
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks._ground import django_on_own_servers

DESCRIPTION = "server time of the page types beside a bare Django view; --size products (default 120)"
REPEATS = 60


def run(size: int | None = None) -> dict[str, Any]:
    with django_on_own_servers():
        return measure(size or 120)


def measure(size: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client, RequestFactory
    from django.test.utils import CaptureQueriesContext

    from exportready.views import healthz

    pages = page_types(size)
    bare_client = Client()
    pages_timed: dict[str, list[float]] = {name: [] for name in pages}
    bare: list[float] = []
    naked: list[float] = []
    request = RequestFactory().get("/healthz")
    for client, address in pages.values():
        assert client.get(address).status_code == 200, address
    for _ in range(REPEATS):
        bare.append(timed(lambda: bare_client.get("/healthz")))
        naked.append(timed(lambda: healthz(request)))
        for name, (client, address) in pages.items():
            pages_timed[name].append(timed(partial(client.get, address)))
    figures = {}
    for name, (client, address) in pages.items():
        with CaptureQueriesContext(connection) as queries:
            body = client.get(address).content
        p50 = statistics.median(pages_timed[name])
        figures[name] = {
            "p50_ms": round(p50, 2),
            "p95_ms": round(statistics.quantiles(pages_timed[name], n=20)[-1], 2),
            "queries": len(queries),
            "kb_gz": round(len(gzip.compress(body)) / 1024, 1),
            "ratio": round(p50 / statistics.median(bare), 1),
        }
    return {
        "pages": figures,
        "ratio": max(page["ratio"] for page in figures.values()),
        "peers": {"bare_ms": round(statistics.median(bare), 3), "naked_ms": round(statistics.median(naked), 3)},
    }


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def client(user: Any) -> Any:
    from django.test import Client

    signed_in = Client()
    if user is not None:
        signed_in.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed_in


def page_types(size: int) -> dict[str, tuple[Any, str]]:
    """Each page type as (a signed-in client, its address), on rows made for this run."""
    from django.core.management import call_command
    from django.urls import reverse
    from django.utils import timezone

    from reviews.domain.assigning import assign
    from reviews.models import Review
    from tests.factories.firms import company_of, product_of
    from tests.factories.people import OrganisationFactory, cast

    for command in ("load_reference", "load_statistics", "load_rubrics"):
        call_command(command, verbosity=0)
    people = cast()
    company = company_of(people.organisation_of(people.owner))
    others = [company_of(OrganisationFactory.create(name=f"Usaha Tani {n}")) for n in range(max(1, size // 4))]
    products = [product_of(([*others, company])[n % (len(others) + 1)], photos=3) for n in range(size)]
    own = product_of(company, by=people.owner, photos=3)
    due = timezone.localdate() + timedelta(days=7)
    assign(product=own, expert=people.expert, lens="design", due_on=due, by=people.ministry)
    review = Review.objects.get(assignment__expert=people.expert)
    visitor, owner, expert = client(None), client(people.owner), client(people.expert)
    aggregator, ministry = client(people.aggregator), client(people.ministry)
    return {
        "landing": (visitor, reverse("home")),
        "directory": (visitor, reverse("aggregators:directory")),
        "directory_search": (aggregator, reverse("aggregators:directory") + "?q=keranjang"),
        "product": (visitor, reverse("smes:product_page", args=[products[0].public_id])),
        "product_buyer": (aggregator, reverse("smes:product_page", args=[products[0].public_id])),
        "company": (visitor, reverse("smes:company_page", args=[others[0].public_id])),
        "own_company": (owner, reverse("smes:company")),
        "own_products": (owner, reverse("smes:products")),
        "queue": (expert, reverse("reviews:queue")),
        "review": (expert, reverse("reviews:review", args=[review.pk])),
        "product_reviews": (owner, reverse("reviews:product", args=[own.public_id])),
        "ministry": (ministry, reverse("ministry:dashboard")),
        "share": (visitor, reverse("ministry:share")),
    }
