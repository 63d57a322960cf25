"""Files on their way in and out: bounded, stored whole or not at all, never outside the media folder."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from common import uploads
from common.errors import DomainError
from common.uploads import media_path, private_file, random_name, read_limited, sniff, stored


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "media"
    root.mkdir()
    with override_settings(MEDIA_ROOT=str(root), MEDIA_ACCEL=False):
        yield root


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


class Endless(io.RawIOBase):
    """A file without end that counts what is taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "an unbounded read"
        self.taken += size
        return bytes(size)


def test_reading_stops_one_byte_behind_the_limit() -> None:
    endless = Endless()
    with pytest.raises(DomainError, match="larger than 1 MB"):
        read_limited(endless, 2**20)  # type: ignore[arg-type]
    assert endless.taken == 2**20 + 1
    assert read_limited(io.BytesIO(b"x" * 100), 100) == b"x" * 100
    with pytest.raises(DomainError, match="empty"):
        read_limited(io.BytesIO(b""))


def test_a_form_file_beyond_the_limit_costs_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 200_000)
    handlers = [
        "common.uploads.CapUploadHandler",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    with override_settings(FILE_UPLOAD_HANDLERS=handlers):
        for size in (150_000, 3_000_000):
            file = SimpleUploadedFile("foto.jpg", bytes(size))
            received = RequestFactory().post("/", {"photo": file, "note": "tetap ada"})
            photo = received.FILES["photo"]
            assert isinstance(photo, UploadedFile)
            assert photo.size == min(size, 200_001)
            assert received.POST["note"] == "tetap ada"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVE", "application/octet-stream"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"  \n<?xml version='1.0'?><svg>", "image/svg+xml"),
        (b"PK\x03\x04", "application/zip"),
        (b"", "application/octet-stream"),
    ],
)
def test_content_decides_what_a_file_is(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


def test_names_are_random_and_below_their_folder() -> None:
    names = {random_name("photos", "avif") for _ in range(100)}
    assert len(names) == 100
    for name in names:
        folder, first, last = name.split("/")
        assert folder == "photos"
        assert last.startswith(first)
        assert len(last) == 32 + len(".avif")


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/passwd", "a//b", "a/./b", "a\\..\\b", "a/b\0", "", "a/", ".", "..", "a/b\n"]
)
def test_no_path_leaves_the_media_folder(path: str, request_: HttpRequest) -> None:
    with pytest.raises(SuspiciousFileOperation):
        media_path(path)
    with pytest.raises(SuspiciousFileOperation):
        private_file(request_, storage_path=path, filename="x", content_type="image/png", public=False, inline=True)


def test_a_link_out_of_the_media_folder_is_not_followed(media: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("rahasia")
    (media / "link").symlink_to(tmp_path)
    with pytest.raises(SuspiciousFileOperation):
        media_path("link/secret.txt")


@given(path=st.text(max_size=40))
def test_any_path_is_inside_or_refused(path: str) -> None:
    try:
        found = media_path(path)
    except SuspiciousFileOperation:
        return
    assert found.parent != found
    assert "/media" in str(found)


def files_in(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def test_files_stay_when_the_block_succeeds(media: Path) -> None:
    with stored({"photos/aa/one.avif": b"satu", "photos/bb/two.jpg": b"dua"}):
        pass
    assert files_in(media) == ["photos/aa/one.avif", "photos/bb/two.jpg"]
    assert (media / "photos/aa/one.avif").read_bytes() == b"satu"


def test_no_file_stays_when_the_block_fails(media: Path) -> None:
    def save() -> None:
        with stored({"a/one.avif": b"satu", "a/two.jpg": b"dua"}):
            assert len(files_in(media)) == 2
            raise DomainError("kuota")

    with pytest.raises(DomainError, match="kuota"):
        save()
    assert files_in(media) == []


def test_a_full_disk_leaves_nothing_and_says_so(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("common.uploads.os.fsync", fsync)
    with (
        pytest.raises(DomainError, match="could not be stored"),
        stored({"a/one": b"1", "a/two": b"2", "a/three": b"3"}),
    ):
        pytest.fail("the block must not run")
    assert files_in(media) == []


def test_a_file_is_never_overwritten(media: Path) -> None:
    with stored({"a/one": b"first"}):
        pass
    with pytest.raises(DomainError), stored({"a/two": b"2", "a/one": b"second"}):
        pytest.fail("the block must not run")
    assert (media / "a/one").read_bytes() == b"first"
    assert files_in(media) == ["a/one"]


def answer(request: HttpRequest, **options: object) -> FileResponse:
    defaults = {
        "storage_path": "photos/aa/foto.jpg",
        "filename": "foto.jpg",
        "content_type": "image/jpeg",
        "public": False,
        "inline": True,
    }
    return private_file(request, **{**defaults, **options})  # type: ignore[arg-type, return-value]


@pytest.fixture
def photo(media: Path) -> bytes:
    with stored({"photos/aa/foto.jpg": b"\xff\xd8\xff isi foto"}):
        return b"\xff\xd8\xff isi foto"


def test_a_private_file_is_streamed_and_never_kept(request_: HttpRequest, photo: bytes) -> None:
    response = answer(request_)
    assert response.getvalue() == photo
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Length"] == str(len(photo))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'inline; filename="foto.jpg"'


def test_a_public_photo_is_kept_for_a_year_and_asked_for_once(photo: bytes) -> None:
    response = answer(RequestFactory().get("/"), public=True)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = answer(RequestFactory().get("/", headers={"if-none-match": response.headers["ETag"]}), public=True)
    assert again.status_code == 304
    assert again.headers["ETag"] == response.headers["ETag"]
    assert again.headers["Cache-Control"] == response.headers["Cache-Control"]
    changed = answer(RequestFactory().get("/", headers={"if-none-match": '"other"'}), public=True)
    assert changed.getvalue() == photo


def test_a_changed_file_has_another_etag(media: Path, request_: HttpRequest, photo: bytes) -> None:
    before = answer(request_).headers["ETag"]
    (media / "photos/aa/foto.jpg").write_bytes(photo + b" baru")
    assert answer(request_).headers["ETag"] != before


def test_nginx_gets_the_path_and_no_content(request_: HttpRequest, photo: bytes) -> None:
    with override_settings(MEDIA_ACCEL=True):
        response = answer(request_, filename="Tikar anyaman – depan.jpg")
    assert response.content == b""
    assert response.headers["X-Accel-Redirect"] == "/_media/photos/aa/foto.jpg"
    assert response.headers["Content-Disposition"] == (
        "inline; filename*=utf-8''Tikar%20anyaman%20%E2%80%93%20depan.jpg"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xml", "application/octet-stream"])
def test_what_could_run_as_ours_is_only_ever_saved(request_: HttpRequest, photo: bytes, content_type: str) -> None:
    disposition = answer(request_, content_type=content_type).headers["Content-Disposition"]
    assert disposition.startswith("attachment")


@pytest.mark.parametrize("filename", ['a"; x="b.jpg', "a\r\nSet-Cookie: x=1", "foto\u202egpj.exe", "\0", ""])
def test_a_file_name_stays_in_its_header(request_: HttpRequest, photo: bytes, filename: str) -> None:
    disposition = answer(request_, filename=filename, inline=False).headers["Content-Disposition"]
    assert "\r" not in disposition
    assert "\n" not in disposition
    assert disposition.startswith("attachment")
    assert "Set-Cookie: " not in disposition.partition("filename=")[0]


@pytest.mark.parametrize("path", ["photos/aa/tidak-ada.jpg", "photos/aa", "photos/aa/foto.jpg/x"])
def test_a_missing_file_is_a_404(request_: HttpRequest, photo: bytes, path: str) -> None:
    with pytest.raises(Http404):
        answer(request_, storage_path=path)
