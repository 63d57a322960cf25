"""What stands before the application in production, under a real nginx."""

import gzip
import http.client
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.proxy import NGINX, Proxy, running_proxy

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt-get install nginx-light)")


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with running_proxy(tmp_path_factory.mktemp("proxy")) as running:
        yield running


def test_nginx_itself_accepts_the_file(proxy: Proxy) -> None:
    checked = subprocess.run(proxy.command("-t"), capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_plain_http_leads_to_https(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=5)
    connection.request("GET", "/produk/?q=rotan", headers={"Host": "exportready.example"})
    response = connection.getresponse()
    assert response.status == 308
    assert response.headers["Location"] == "https://exportready.example/produk/?q=rotan"
    connection.close()


def test_what_a_visitor_claims_of_itself_does_not_get_through(proxy: Proxy) -> None:
    claims = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "X-Request-ID": "mine",
        "X-Forwarded-Host": "x",
    }
    status, _, body = proxy.get("/", claims)
    seen = json.loads(body)
    assert status == 200
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "https"
    assert seen["host"] == "exportready.example"
    assert len(seen["x-request-id"]) == 32
    assert "x-forwarded-host" not in seen


def test_a_private_file_comes_through_the_application_only(proxy: Proxy) -> None:
    status, headers, body = proxy.get("/berkas/reports/one.pdf")
    assert (status, body) == (200, b"%PDF-1.7 secret")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="laporan.pdf"'
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "X-Accel-Redirect" not in headers


def test_a_part_of_a_private_file_can_be_asked_for(proxy: Proxy) -> None:
    status, _, body = proxy.get("/berkas/reports/one.pdf", {"Range": "bytes=0-3"})
    assert (status, body) == (206, b"%PDF")


@pytest.mark.parametrize(
    "path",
    [
        "/_media/reports/one.pdf",
        "/_media//reports/one.pdf",
        "/static/..%2f_media/reports/one.pdf",
        "/static/../_media/reports/one.pdf",
        "/static../media/reports/one.pdf",
        "/%5fmedia/reports/one.pdf",
        "/berkas/../../tls/privkey.pem",
        "/berkas/..%2f..%2ftls/privkey.pem",
        "/berkas/gone.pdf",
    ],
)
def test_no_address_leads_to_a_stored_file(proxy: Proxy, path: str) -> None:
    _, _, body = proxy.get(path)
    assert b"secret" not in body
    assert b"PRIVATE KEY" not in body


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/_media/reports/one.pdf"])
def test_what_is_for_the_inside_does_not_exist_outside(proxy: Proxy, path: str) -> None:
    assert proxy.get(path)[0] == 404


def test_static_files_come_packed_and_are_kept_for_a_year(proxy: Proxy) -> None:
    status, headers, body = proxy.get("/static/css/app.0123456789ab.css", {"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"/* packed beforehand */"
    assert headers["Content-Type"].startswith("text/css")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_large_photo_passes_and_a_film_does_not(proxy: Proxy) -> None:
    megabyte = b"x" * 1024 * 1024
    assert proxy.get("/unggah", method="POST", body=20 * megabyte)[0] == 200
    status, _, _ = proxy.get("/unggah", {"Content-Length": str(40 * 1024 * 1024)}, method="POST", body=megabyte)
    assert status == 413


def test_the_log_holds_no_query_and_the_id_that_the_application_saw(proxy: Proxy) -> None:
    _, _, body = proxy.get("/cari?q=rahasia")
    log = (proxy.folder / "access.log").read_text()
    assert json.loads(body)["x-request-id"] in log
    assert "/cari" in log
    assert "rahasia" not in log


def test_while_the_application_is_away_a_page_says_so(tmp_path: Path) -> None:
    with running_proxy(tmp_path / "proxy") as away:
        away.application = 1  # nobody listens there
        subprocess.run(away.command("-s", "reload"), check=True, capture_output=True)
        status, headers, body = 0, http.client.HTTPMessage(), b""
        for _ in range(50):
            status, headers, body = away.get("/")
            if status == 503:
                break
        assert status == 503
        assert headers["Retry-After"] == "10"
        assert b"ExportReady" in body
