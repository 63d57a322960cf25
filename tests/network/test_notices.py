"""Notices as e-mails."""

import pytest

from network.domain.notices import tell
from network.tasks import compose
from tests.factories.people import Cast


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u2028", "\x0b"])
def test_a_name_with_a_line_break_is_no_header(people: Cast, break_: str) -> None:
    """A product's name comes from a form, and a form may send what no text field lets one type."""
    title = f"Please review: Keranjang{break_}Bcc: stranger@exportready.example"
    notice = tell(people=[people.expert], key="review.assigned:1", title=title, text="Satu\nDua")[0]
    message = compose(notice).message()
    assert message["Bcc"] is None
    assert message["Subject"] == "ExportReady: Please review: Keranjang Bcc: stranger@exportready.example"
    assert notice.text == "Satu\nDua"
