"""Spoiled and random files: a photo or a sentence, never anything else, within the memory bound."""

from hypothesis import given, settings
from hypothesis import strategies as st

from common.errors import DomainError
from common.images import FORMATS, SIZES, derive
from tests.common.damage import EXTREMES, KINDS, MAGICS, Edit, damaged
from tests.common.pictures import SAMPLES

SOUND = {name: make() for name, make in SAMPLES.items()}
EDITS = st.builds(
    Edit,
    kind=st.sampled_from(sorted(KINDS)),
    where=st.floats(0, 1),
    content=st.one_of(st.sampled_from(EXTREMES), st.binary(min_size=1, max_size=8)),
)
SPOILED = st.builds(
    damaged, st.sampled_from(sorted(SOUND)).map(SOUND.__getitem__), st.lists(EDITS, min_size=1, max_size=3)
)
NOISE = st.builds(bytes.__add__, st.sampled_from((b"", *MAGICS)), st.binary(max_size=400))


def outcome(data: bytes) -> str:
    """What came of it: "accepted" with all derivatives, or the sentence; anything else is an error of the test."""
    try:
        photo = derive(data)
    except DomainError as refused:
        peak_mb = getattr(refused.__cause__, "peak_mb", 0)
        assert peak_mb < 200
        sentence = str(refused)
        assert len(sentence) > 20
        assert "%" not in sentence
        return sentence
    assert photo.peak_mb < 200
    assert set(photo.files) == {(size, format_) for size in SIZES for format_ in FORMATS}
    assert all(made.data for made in photo.files.values())
    return "accepted"


@settings(max_examples=300, deadline=None)
@given(SPOILED)
def test_a_spoiled_photo_is_a_photo_or_a_sentence(data: bytes) -> None:
    outcome(data)


@settings(max_examples=150, deadline=None)
@given(NOISE)
def test_noise_is_never_a_photo(data: bytes) -> None:
    assert outcome(data) != "accepted"
