"""Requests that no browser sends get an answer all the same: 400 or 404 or the page, never an error of ours."""

from io import BytesIO
from typing import Any, cast
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse

from exportready import wsgi
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
def test_everything_is_read_as_utf_8(monkeypatch: pytest.MonkeyPatch, claim: str, parameter: str) -> None:
    """Through the web process's own function, for the test client does without it."""
    body = b'--b\r\nContent-Disposition: form-data; name="code"\r\n\r\n+2AA-\\ud800\r\n--b--\r\n'
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "QUERY_STRING": "q=%2B2AA-%5cud800",
        "CONTENT_TYPE": f"multipart/form-data{parameter.format(claim)}; boundary=b",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    monkeypatch.setattr(wsgi, "pages", lambda environ, start_response: [WSGIRequest(environ)])
    (request,) = cast(list[WSGIRequest], wsgi.application(environ, lambda *answer: None))
    assert (request.GET["q"], request.POST["code"]) == ("+2AA-\\ud800", "+2AA-\\ud800")
