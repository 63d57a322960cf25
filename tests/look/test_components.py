"""Each component says what it must, to eyes and to screen readers."""

import re
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator

from common.style_page import SampleForm
from tests.look.conftest import rendered

PHOTO = SimpleNamespace(src="/a.jpg", avif="/a-320.avif 320w", jpeg="/a-320.jpg 320w", width=800, height=600)


def part(name: str, language: str = "en", **context: object) -> str:
    return " ".join(rendered(f"components/{name}.html", language, **context).split())


def block(source: str, **context: object) -> str:
    return " ".join(rendered("{% load look %}" + source, "en", **context).split())


class TestField:
    def field(self, name: str, **data: str) -> str:
        form = SampleForm(data) if data else SampleForm()
        return " ".join(str(form[name].as_field_group()).split())

    def test_label_hint_and_control_belong_together(self) -> None:
        html = self.field("name")
        assert '<label for="id_name">' in html
        assert 'id="id_name_helptext"' in html
        assert 'aria-describedby="id_name_helptext"' in html

    def test_an_error_is_described_and_marked(self) -> None:
        html = self.field("name", unit="pc")
        assert 'aria-invalid="true"' in html
        assert 'aria-describedby="id_name_helptext id_name_error"' in html
        assert 'id="id_name_error"' in html

    def test_only_what_may_stay_empty_is_marked(self) -> None:
        assert 'class="optional"' in self.field("story")
        assert 'class="optional"' not in self.field("name")

    def test_choices_are_a_group_with_a_legend(self) -> None:
        html = self.field("score")
        assert re.search(r'<fieldset id="id_score"[^>]*>\s*<legend>', html)
        assert html.count('type="radio"') == 5
        assert 'class="choices scale"' in html


def test_error_summary_leads_to_each_field() -> None:
    form = SampleForm({"unit": "pc"})
    form.is_valid()
    form.add_error(None, "Together they do not fit.")
    html = part("error_summary", form=form)
    assert 'role="alert"' in html
    assert "Together they do not fit." in html
    for field, target in [("name", "#id_name"), ("ready", "#id_ready"), ("agree", "#id_agree")]:
        assert f'href="{target}"' in html, field
    assert part("error_summary", form=SampleForm()) == ""


@pytest.mark.parametrize(
    ("state", "word", "linked"),
    [
        ("done", "Done", True),
        ("started", "Under way", True),
        ("returned", "Put right", True),
        ("blocked", "Not yet", False),
    ],
)
def test_task_list(state: str, word: str, linked: bool) -> None:
    html = part("task_list", tasks=[{"title": "Figures", "url": "/angka/", "state": state}])
    assert word in html
    assert ('href="/angka/"' in html) is linked


def test_meter_is_labelled_and_names_the_next_step() -> None:
    html = part("meter", id="m", label="Profile", value=40, next="Add a photo", next_url="/foto/")
    assert re.search(r'<meter min="0" max="100"[^>]* value="40" aria-labelledby="m-label">', html)
    assert "40 / 100" in html
    assert '<a href="/foto/">Add a photo</a>' in html


def test_meter_takes_decimals_in_indonesian_too() -> None:
    html = part("meter", "id", id="m", label="Profil", value=40.5, max=50)
    assert 'value="40.5"' in html
    assert "40,5 / 50" in html


def test_stepper_says_where_one_is() -> None:
    steps = [{"title": "A", "url": "/a/", "state": "done"}, {"title": "B", "state": "current"}, {"title": "C"}]
    html = part("stepper", steps=steps)
    assert '<a href="/a/">1. A</a>' in html
    assert '<li aria-current="step">2. B</li>' in html


class TestTable:
    HEAD = ({"label": "Country"}, {"label": "Share", "num": True})

    def test_cells_carry_their_column_for_the_phone(self) -> None:
        html = part("table", head=self.HEAD, rows=[[{"text": "Thailand"}, {"text": "28.7%", "num": True}]])
        assert '<th scope="row">Thailand</th>' in html
        assert '<td data-label="Share" class="num">' in html

    def test_text_is_escaped(self) -> None:
        assert "&lt;b&gt;" in part("table", head=self.HEAD, rows=[[{"text": "<b>"}]])


class TestPager:
    def test_keeps_the_filters(self) -> None:
        page = Paginator(range(30), 10).page(2)
        html = part("pager", page=page)
        assert 'href="?page=1"' in html
        assert 'href="?page=3"' in html
        assert "Page 2 of 3" in html

    def test_one_page_needs_none(self) -> None:
        assert part("pager", page=Paginator(range(3), 10).page(1)) == ""

    def test_keyset(self) -> None:
        html = part("pager", older_url="?sebelum=9")
        assert 'rel="next" href="?sebelum=9"' in html
        assert "prev" not in html


class TestProgress:
    def test_asks_again_only_while_there_is_something_to_come(self) -> None:
        for state, asks in {"waiting": True, "running": True, "done": False, "failed": False}.items():
            html = part("progress", id="job-4", state=state, label="Report", poll_url="/pekerjaan/4/", value=30)
            assert ('hx-get="/pekerjaan/4/"' in html) is asks, state
            assert ("<noscript>" in html) is asks, state

    def test_without_a_figure_it_is_indeterminate(self) -> None:
        assert "value=" not in part("progress", id="j", state="running", label="Report", poll_url="/", value=None)

    def test_failure_offers_another_try(self) -> None:
        html = part("progress", id="j", state="failed", label="Report", retry_url="/ulang/", text="It broke.")
        assert '<form method="post" action="/ulang/">' in html
        assert "It broke." in html


class TestPhoto:
    def test_room_is_kept_and_the_small_file_offered_first(self) -> None:
        html = part("photo", photo=PHOTO, alt="A basket", sizes="50vw")
        assert html.index("image/avif") < html.index("<img")
        assert 'width="800" height="600"' in html
        assert 'srcset="/a-320.jpg 320w" sizes="50vw"' in html
        assert 'loading="lazy"' in html

    def test_the_first_is_not_lazy(self) -> None:
        html = part("photo", photo=PHOTO, alt="", eager=1)
        assert 'fetchpriority="high"' in html
        assert "lazy" not in html


def test_toast_undo_is_a_form_that_posts() -> None:
    html = part("toast", text="Put away.", undo_url="/kembali/")
    assert '<form method="post" action="/kembali/">' in html
    assert "csrfmiddlewaretoken" in html
    assert "<form" not in part("toast", text="Saved.")


def test_chart_brings_its_numbers_and_files() -> None:
    html = part(
        "chart",
        title="Scores",
        svg="",
        head=[{"label": "Lens"}],
        rows=[[{"text": "Design"}]],
        csv_url="/n.csv",
        source="BPS",
    )
    assert "<details>" in html
    assert '<th scope="row">Design</th>' in html
    assert 'href="/n.csv"' in html
    assert "Source: BPS" in html


def test_breadcrumbs_end_where_one_is() -> None:
    html = part("breadcrumbs", crumbs=[{"title": "Products", "url": "/produk/"}, {"title": "Basket"}])
    assert '<span aria-current="page">Basket</span>' in html


def test_facts_show_a_dash_for_nothing() -> None:
    assert "<dd>–</dd>" in part("facts", facts=[{"term": "MOQ", "value": ""}])


class TestBlocks:
    def test_heading_without_a_body_has_no_empty_row(self) -> None:
        assert 'class="row"' not in block('{% heading title="A" %} {% endheading %}')
        assert '<div class="row"><a href="/b/">' in block('{% heading title="A" %}<a href="/b/">b</a>{% endheading %}')

    def test_values_are_escaped_the_body_is_markup(self) -> None:
        html = block("{% card title=title %}<p>{{ text }}</p>{% endcard %}", title="<i>", text="<u>")
        assert "&lt;i&gt;" in html
        assert "<p>&lt;u&gt;</p>" in html

    def test_a_bad_notice_is_an_alert(self) -> None:
        assert 'role="alert"' in block('{% notice kind="bad" %}x{% endnotice %}')
        assert 'role="alert"' not in block('{% notice kind="good" %}x{% endnotice %}')

    def test_dialog_is_named_by_its_title(self) -> None:
        html = block('{% dialog id="ask" title="Sure?" %}x{% enddialog %}')
        assert '<dialog id="ask" aria-labelledby="ask-title">' in html
        assert '<h2 id="ask-title">Sure?</h2>' in html


def test_share_works_without_javascript() -> None:
    html = part("share", url="https://a.example/p/1", text="Basket")
    assert 'href="https://wa.me/?text=Basket%20https%3A//a.example/p/1"' in html
