"""The public page of the share, its files, and the signed report."""

import csv
import io
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common.uploads import media_path
from documents.models import Document
from documents.tasks import typeset
from jobs.models import Job
from jobs.run import Run
from ministry.domain.loading import load_statistics
from ministry.domain.reports import issue_share_report
from ministry.models import Statistic
from tests.conftest import SignIn
from tests.factories.people import Cast
from tests.ministry.test_statistics import figure

URL = reverse("ministry:share")


def test_everybody_sees_figures_with_their_source(people: Cast, as_user: SignIn) -> None:
    load_statistics()
    for name, user in people.everybody().items():
        page = as_user(user).get(URL).content.decode()
        for word in ("15,7%", "17%", "Wakil Menteri Perdagangan, Indonesia", "60–70%", "Parlemen India; SIDBI"):
            assert word in page, (name, word)
        assert (reverse("ministry:issue_report") in page) == (name == "ministry")


def test_no_line_is_drawn_between_statements(as_user: SignIn, db: None) -> None:
    load_statistics()
    page = as_user(None).get(URL).content.decode()
    figures = re.findall(r"<svg[^>]*role=\"img\".*?</svg>", page, re.DOTALL)
    assert len(figures) == 4
    for svg in figures:
        assert "polyline" not in svg
        for path in re.findall(r'<path[^>]* d="([^"]*)"', svg):
            assert path.count("L") <= 1 or path.endswith("Z"), f"an open line through several points: {path[:80]}"


def test_an_empty_platform_says_so(as_user: SignIn, db: None) -> None:
    response = as_user(None).get(URL)
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("table", ["indonesia", "negara"])
def test_files_hold_no_formula(as_user: SignIn, db: None, table: str) -> None:
    figure(publisher_id="=HYPERLINK(1)", note_id="@SUM(1)", note_en="+1").save()
    client = as_user(None)
    response = client.get(reverse("ministry:share_file", args=[table, "csv"]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
    assert "attachment" in response.headers["Content-Disposition"]
    book = client.get(reverse("ministry:share_file", args=[table, "xlsx"])).content
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


@pytest.mark.parametrize("address", ["lain.csv", "indonesia.pdf", "indonesia.exe"])
def test_other_files_do_not_exist(as_user: SignIn, db: None, address: str) -> None:
    assert as_user(None).get(f"{URL}{address}").status_code == 404


def test_only_the_ministry_issues_the_report(people: Cast, as_user: SignIn) -> None:
    load_statistics()
    url = reverse("ministry:issue_report")
    for name, user in people.everybody().items():
        response = as_user(user).post(url)
        assert response.status_code == (302 if name in {"ministry", "visitor"} else 403), name
        assert as_user(user).get(url).status_code in {302, 403, 405}
    document = Document.objects.get()
    assert document.issued_by == people.ministry
    assert document.owner == people.organisation_of(people.ministry)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_report_is_typeset_from_frozen_facts(people: Cast, language: str) -> None:
    load_statistics()
    document = issue_share_report(language=language, by=people.ministry)
    later = figure(value=99, reference_year=2026, period_id="2026", period_en="2026")
    later.save()
    assert document.job_id is not None
    attempt = Job.objects.claim(document.job_id, timezone.now())
    assert attempt is not None
    typeset(Run(Job.objects.get(pk=document.job_id), attempt))
    document.refresh_from_db()
    assert (document.state, document.pages) == (Document.State.VALID, 3)
    text = "".join(page.extract_text() for page in PdfReader(media_path(document.file)).pages)
    assert "15,65%" in text if language == "id" else "15.65%" in text
    assert "99%" not in text, "what was entered after it was issued"
    assert document.number in text
    assert Statistic.objects.filter(pk=later.pk).exists()
