"""deploy/nginx.conf under a real nginx, before an application that only reports what it was asked."""

import gzip
import http.client
import json
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from exportready.local.addresses import project_root
from exportready.local.ports import free_port, is_free
from tests.ops.probes import wait_until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Application(BaseHTTPRequestHandler):
    """/berkas/NAME hands the stored NAME to nginx; anything else answers with the request's headers as JSON."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/berkas/"):
            self.answer(b"", {"X-Accel-Redirect": f"/_media/{self.path.removeprefix('/berkas/')}"})
        else:
            self.answer(json.dumps({name.lower(): value for name, value in self.headers.items()}).encode(), {})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        described = {
            "Content-Type": "application/pdf" if headers else "application/json",
            "Content-Disposition": 'inline; filename="laporan.pdf"',
            "Cache-Control": "private, no-store",
            "Content-Length": str(len(body)),
        }
        for name, value in {**described, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@dataclass
class Proxy:
    """A running nginx: `tls` and `plain` are its ports, `media` and `static` the folders it serves."""

    folder: Path
    plain: int = field(default_factory=free_port)
    tls: int = field(default_factory=free_port)
    health: int = field(default_factory=free_port)
    application: int = field(default_factory=free_port)

    @property
    def configuration(self) -> Path:
        """The committed file with only places and ports exchanged."""
        text = (project_root() / "deploy" / "nginx.conf").read_text()
        for theirs, ours in {
            "listen 80 ": f"listen 127.0.0.1:{self.plain} ",
            "listen 443 ": f"listen 127.0.0.1:{self.tls} ",
            "listen 127.0.0.1:8080": f"listen 127.0.0.1:{self.health}",
            "http://web:8000": f"http://127.0.0.1:{self.application}",
            "/etc/nginx/tls/": f"{self.folder}/tls/",
            "/srv/": f"{self.folder}/srv/",
            "/tmp/nginx": f"{self.folder}/nginx",  # noqa: S108
            "/dev/stdout": f"{self.folder}/access.log",
        }.items():
            assert theirs in text, f"nginx.conf no longer names {theirs}"
            text = text.replace(theirs, ours)
        path = self.folder / "nginx.conf"
        path.write_text(text)
        return path

    def command(self, *words: str) -> list[str]:
        return [str(NGINX), "-p", str(self.folder), "-c", str(self.configuration), *words]

    def get(
        self, path: str, headers: dict[str, str] | None = None, *, method: str = "GET", body: bytes | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body over TLS."""
        context = ssl._create_unverified_context()  # noqa: S323 - the certificate is this test's own
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=10, context=context)
        try:
            connection.request(method, path, body=body, headers={"Host": "exportready.example", **(headers or {})})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()


@contextmanager
def running_proxy(folder: Path) -> Iterator[Proxy]:
    """nginx with a certificate, one static file, one private file, the 503 page, and the application behind it."""
    proxy = Proxy(folder)
    for name in ("srv/static/css", "srv/media/reports", "srv/pages", "srv/acme", "tls"):
        (folder / name).mkdir(parents=True)
    folder.chmod(0o755)
    style = folder / "srv" / "static" / "css" / "app.0123456789ab.css"
    style.write_text("body { color: green }\n" * 200)
    style.with_name(style.name + ".gz").write_bytes(gzip.compress(b"/* packed beforehand */"))
    (folder / "srv" / "media" / "reports" / "one.pdf").write_bytes(b"%PDF-1.7 secret")
    shutil.copy(project_root() / "templates" / "503.html", folder / "srv" / "pages")
    write_certificate(folder / "tls")
    application = ThreadingHTTPServer(("127.0.0.1", proxy.application), Application)
    threading.Thread(target=application.serve_forever, daemon=True).start()
    # As root its workers would become another account, which cannot enter a test's private folder.
    account = "user root; " if os.geteuid() == 0 else ""
    nginx = subprocess.Popen(proxy.command("-g", f"{account}daemon off;"), stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: not is_free(proxy.tls))
        yield proxy
    finally:
        nginx.terminate()
        nginx.wait()
        application.shutdown()
        application.server_close()


def write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "exportready.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
