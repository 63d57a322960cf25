"""Files on their way in (bounded, named by us, known by their content only) and out again (private unless public)."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from common.errors import DomainError

_Response = TypeVar("_Response", bound=HttpResponseBase)

MAX_BYTES = 20 * 2**20
"""The most that any upload may have (bytes)."""

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

_SHOWN_IN_PAGE = {"image/avif", "image/jpeg", "image/png", "image/webp", "application/pdf"}
"""What a browser may show itself; anything else is saved, for HTML or SVG of a stranger would run as ours."""


def sniff(head: bytes) -> str:
    """The content type that the first bytes of a file show (32 are enough); names and headers are never asked."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in _HEIC_BRANDS else "video/mp4"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() in (b"<svg", b"<?xm"):
        return "image/svg+xml"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "application/octet-stream")


def read_limited(file: IO[bytes], limit: int = MAX_BYTES) -> bytes:
    """The whole of `file`, reading at most `limit` + 1 bytes. DomainError when it is larger, or empty."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise DomainError(
            _("This file is larger than %(limit)s MB. Choose a smaller one, or save a smaller copy first.")
            % {"limit": limit // 2**20}
        )
    if not data:
        raise DomainError(_("This file is empty. Choose it again; perhaps it has not finished downloading."))
    return data


class CapUploadHandler(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: passes MAX_BYTES + 1 bytes of each file on and drops the rest unread.

    So a file of any length costs no more disk than the largest allowed one, and `read_limited` still sees that it is
    too large and says so, which a connection cut in the middle could not.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = MAX_BYTES + 1 - start
        return raw_data[:room] if room > 0 else None

    def file_complete(self, file_size: int) -> Any:
        return None


def random_name(folder: str, extension: str) -> str:
    """A new path below MEDIA_ROOT that nobody can guess: "photos/3f/3f…d1.avif". The sender's own name is not in it."""
    token = secrets.token_hex(16)
    return f"{folder}/{token[:2]}/{token}.{extension}"


def media_path(storage_path: str) -> Path:
    """Where `storage_path` lies. Raises SuspiciousFileOperation for a path that is not below MEDIA_ROOT."""
    root = Path(settings.MEDIA_ROOT).resolve()
    parts = storage_path.split("/")
    plain = all(part not in ("", ".", "..") and "\\" not in part and part.isprintable() for part in parts)
    path = root.joinpath(*parts) if plain else root
    if not plain or not path.resolve().is_relative_to(root):
        raise SuspiciousFileOperation("a storage path outside of the media folder")
    return path


@contextmanager
def stored(files: Mapping[str, bytes]) -> Iterator[None]:
    """Write `files` (storage path → content), then run the block that saves their rows.

    All or nothing: when the disk is full (DomainError) or the block raises, none of the files stays. Each is written
    under another name, synced, and only then linked under its own: a crash leaves no half file, and a name that is
    taken is an error, never overwritten.
    """
    written: list[Path] = []
    try:
        for storage_path, content in files.items():
            written.append(_write(media_path(storage_path), content))
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _write(path: Path, content: bytes) -> Path:
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(partial)
    except OSError as error:
        raise DomainError(_("The file could not be stored just now. Try again in a few minutes.")) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def private_file(
    request: HttpRequest, *, storage_path: str, filename: str, content_type: str, public: bool, inline: bool
) -> HttpResponseBase:
    """A stored file as a response. The caller has already decided that this reader may have it.

    `public` is for what everybody may see under a URL that changes with the content (it holds a hash): caches keep it
    for a year. Anything else is never stored by anyone. With settings.MEDIA_ACCEL nginx sends the file and answers
    conditional and range requests; else Django streams it. Http404 when the file is gone.
    """
    path = media_path(storage_path)
    if settings.MEDIA_ACCEL:
        handed = HttpResponse()
        handed.headers["X-Accel-Redirect"] = f"/_media/{quote(storage_path)}"
        return _described(handed, filename, content_type, public=public, inline=inline)
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise Http404("a stored file is missing") from None
    etag = _etag(path.name, os.fstat(file.fileno()))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        file.close()
        unchanged.headers["ETag"] = etag
        unchanged.headers["Cache-Control"] = _caching(public=public)
        return unchanged
    response = _described(FileResponse(file), filename, content_type, public=public, inline=inline)
    response.headers["ETag"] = etag
    return response


def _described(response: _Response, filename: str, content_type: str, *, public: bool, inline: bool) -> _Response:
    attachment = not inline or content_type not in _SHOWN_IN_PAGE
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(attachment, _one_line(filename)) or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = _caching(public=public)
    return response


def _caching(*, public: bool) -> str:
    return "public, max-age=31536000, immutable" if public else "private, no-store"


def _etag(name: str, state: os.stat_result) -> str:
    return '"' + sha256(f"{name} {state.st_mtime_ns} {state.st_size}".encode()).hexdigest()[:32] + '"'


def _one_line(filename: str) -> str:
    return "".join(character for character in filename if character.isprintable())
