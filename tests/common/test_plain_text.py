"""Requests that no browser sends get an answer all the same: 400 or 404 or the page, never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

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
def test_everything_is_read_as_utf_8(client: Client, db: None, claim: str) -> None:
    found = client.get("/direktori/?q=+2AA-%5cud800%ed%a0%80", CONTENT_TYPE=f"text/plain; charset={claim}")
    assert found.status_code == 200
    form = client.post(
        "/bahasa/", b"language=en&next=/%2B2AA-", content_type=f"application/x-www-form-urlencoded; charset={claim}"
    )
    assert (form.status_code, form.headers["Location"]) == (302, "/+2AA-")
    part = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n+2AA-\\ud800\r\n--b--\r\n'
    sent = client.post("/demo/masuk/", part, content_type=f"multipart/form-data; boundary=b; charset={claim}")
    assert sent.status_code == 404
