"""Requests that no browser sends get an answer all the same: 400 or 404 or the page, never an error of ours."""

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.urls import reverse

from exportready.wsgi import application
from tests.conftest import SignIn
from tests.factories.people import Cast

NUL = "\x00"
CLAIMS = ["hex", "rot13", "utf-7", "utf-16", "undefined", "idna", "punycode", "unicode_escape", "nothing-known"]


@pytest.mark.parametrize(
    ("role", "name", "field"),
    [
        ("visitor", "market:regencies", "province"),
        ("visitor", "market:hs_search", "q"),
        ("visitor", "aggregators:directory", "q"),
        ("administrator", "accounts:people", "q"),
        ("ministry", "smes:verification_queue", "q"),
    ],
)
def test_nul_in_a_query_is_refused(people: Cast, as_user: SignIn, role: str, name: str, field: str) -> None:
    client = as_user(getattr(people, role))
    assert client.get(reverse(name), {field: f"a{NUL}b"}).status_code == 400
    assert client.get(reverse(name), {field: "ab"}).status_code == 200


@pytest.mark.parametrize(
    ("role", "address", "values"),
    [
        ("visitor", "/demo/masuk/", {"email": NUL}),
        ("visitor", "/akun/login/code/", {"email": f"a{NUL}@exportready.example"}),
        ("newcomer", "/mulai/", {"kind": "sme", "name": "Tenun", "once": NUL}),
        ("newcomer", "/mulai/", {"kind": "sme", "name": "Tenun", NUL: "x"}),
        ("owner", "/perusahaan/data/place/", {"province": NUL, "show": "1"}),
    ],
)
def test_nul_in_a_field_is_refused(
    people: Cast, as_user: SignIn, role: str, address: str, values: dict[str, str]
) -> None:
    assert as_user(getattr(people, role)).post(address, values).status_code == 400


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("owner", "/undangan/%00/"),
        ("aggregator", "/daftar-pilihan/%00/tambah/"),
        ("aggregator", "/daftar-pilihan/%00/hapus/"),
        ("visitor", "/produk/%00/"),
        ("visitor", "/v/%00/"),
    ],
)
def test_nul_in_a_path_is_not_found(people: Cast, as_user: SignIn, role: str, address: str) -> None:
    client = as_user(getattr(people, role))
    assert client.get(address).status_code == 404
    if role != "visitor":
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("parameter", ["; charset={}", ';Charset = "{}"', "; charset*=utf-8''{}"])
def test_everything_is_read_as_utf_8(claim: str, parameter: str) -> None:
    """Through the web process's own function, for the test client does without it."""
    charset = parameter.format(claim)
    assert status_of("/v/", f"text/plain{charset}", query="code=%2B2AA-%5cud800%ed%a0%80") == 302
    part = b'--b\r\nContent-Disposition: form-data; name="code"\r\n\r\n+2AA-\\ud800\r\n--b--\r\n'
    assert status_of("/v/", f"multipart/form-data{charset}; boundary=b", body=part) == 403  # without a CSRF token


def status_of(path: str, kind: str, *, query: str = "", body: bytes = b"") -> int:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    list(application(environ, lambda status, headers, *rest: statuses.append(status)))
    return int(statuses[0].split()[0])
