"""What a photo becomes, and the sentence for each that is refused."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from common.errors import DomainError
from common.images import FORMATS, SIZES, Derivatives, advice, derive
from common.uploads import MAX_BYTES
from tests.common import pictures

NEAR = 40  # of 255: what JPEG and AVIF at our qualities may shift in a flat patch


def opened(photo: Derivatives, size: int, format_: str) -> Image.Image:
    image = Image.open(io.BytesIO(photo.files[size, format_].data))
    image.load()
    return image


def corners(image: Image.Image) -> list[str]:
    """The names of the colours at top left, top right, bottom left, bottom right."""
    width, height = image.size
    places = [(x, y) for y in (height // 6, height * 5 // 6) for x in (width // 6, width * 5 // 6)]
    found = []
    for place in places:
        pixel = image.convert("RGB").getpixel(place)
        assert isinstance(pixel, tuple)
        near = [
            name
            for name, colour in pictures.CORNERS.items()
            if max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < NEAR
        ]
        found.append(near[0] if near else str(pixel))
    return found


UPRIGHT = ["red", "green", "blue", "gold"]
# What a viewer must see for each EXIF orientation of a file that stores red, green / blue, gold (EXIF 2.3, 4.6.4 A).
SEEN = {
    1: ["red", "green", "blue", "gold"],
    2: ["green", "red", "gold", "blue"],
    3: ["gold", "blue", "green", "red"],
    4: ["blue", "gold", "red", "green"],
    5: ["red", "blue", "green", "gold"],
    6: ["blue", "red", "gold", "green"],
    7: ["gold", "green", "blue", "red"],
    8: ["green", "gold", "red", "blue"],
}


@pytest.mark.parametrize("orientation", SEEN)
def test_each_exif_orientation_is_applied(orientation: int) -> None:
    photo = derive(pictures.jpeg(480, 360, orientation=orientation))
    turned = orientation >= 5
    assert (photo.width, photo.height) == ((360, 480) if turned else (480, 360))
    for format_ in FORMATS:
        assert corners(opened(photo, 320, format_)) == SEEN[orientation]


def test_sizes_are_long_edges_and_files_say_their_own_size() -> None:
    photo = derive(pictures.jpeg(2400, 1800))
    for (size, format_), made in photo.files.items():
        image = opened(photo, size, format_)
        assert image.format == {"avif": "AVIF", "jpeg": "JPEG"}[format_]
        assert image.size == (made.width, made.height) == (size, size * 3 // 4)
    assert set(photo.files) == {(size, format_) for size in SIZES for format_ in FORMATS}
    assert opened(photo, 1600, "jpeg").info["progressive"] == 1


def test_a_small_original_is_never_enlarged() -> None:
    photo = derive(pictures.jpeg(500, 250))
    assert [(photo.files[size, "avif"].width, photo.files[size, "avif"].height) for size in SIZES] == [
        (320, 160),
        (500, 250),
        (500, 250),
    ]


@pytest.mark.parametrize("size", [(3000, 2), (2, 3000), (1, 1)])
def test_extreme_shapes_keep_at_least_a_pixel(size: tuple[int, int]) -> None:
    photo = derive(pictures.saved(pictures.picture(*size), "PNG"))
    assert photo.files[320, "avif"].width >= 1
    assert photo.files[320, "jpeg"].height >= 1


def test_nothing_private_survives() -> None:
    original = pictures.jpeg_with_secrets(900, 600)
    before = Image.open(io.BytesIO(original))
    assert before.getexif().get_ifd(0x8825)
    assert before.info["comment"] == pictures.COMMENT
    for made in derive(original).files.values():
        image = Image.open(io.BytesIO(made.data))
        assert not image.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
        for secret in (b"Exif\x00", b"<script", b"Rahasia", b"xmpmeta", b"ICC_PROFILE"):
            assert secret not in made.data


@pytest.mark.parametrize("name", [name for name in pictures.SAMPLES if "animated" not in name])
def test_every_kind_of_photo_is_taken(name: str) -> None:
    photo = derive(pictures.SAMPLES[name]())
    assert {photo.width, photo.height} == {64, 48}
    if name.startswith(("jpeg progressive", "mpo", "webp", "jpeg cmyk")):
        assert corners(opened(photo, 320, "jpeg")) == UPRIGHT


def test_what_is_transparent_becomes_paper_white() -> None:
    clear = Image.new("RGBA", (400, 300), (200, 0, 0, 0))
    clear.paste((0, 0, 200, 255), (0, 0, 200, 300))
    image = opened(derive(pictures.saved(clear, "PNG")), 320, "jpeg")
    right = image.getpixel((300, 120))
    left = image.getpixel((20, 120))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert min(right) > 245
    assert left[2] > 150
    assert left[0] < 60


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    grey = Image.new("I;16", (400, 300), 32768)
    image = opened(derive(pictures.saved(grey, "PNG")), 320, "jpeg")
    assert abs(ImageStat.Stat(image.convert("L")).mean[0] - 128) < 3


def test_a_wide_gamut_profile_is_turned_into_srgb() -> None:
    flat = Image.new("RGB", (400, 300), (200, 100, 60))
    image = opened(derive(pictures.saved(flat, "JPEG", quality=95, icc_profile=pictures.display_p3())), 320, "jpeg")
    pixel = image.getpixel((100, 100))
    assert isinstance(pixel, tuple)
    # P3's red is more saturated than sRGB's, so the same colour has more red and less green in sRGB.
    assert pixel[0] > 206
    assert pixel[1] < 97


def test_the_short_way_looks_like_the_long_way() -> None:
    """Draft decoding and the cascade against Lanczos from the full picture, both saved at the same quality."""
    soft = Image.effect_noise((400, 300), 90).resize((4000, 3000), Image.Resampling.BICUBIC)
    original = pictures.saved(Image.merge("RGB", (soft, soft, soft)), "JPEG", quality=92)
    photo = derive(original)
    for size in SIZES:
        full = Image.open(io.BytesIO(original)).resize((size, size * 3 // 4), Image.Resampling.LANCZOS)
        long_way = Image.open(io.BytesIO(pictures.saved(full, "JPEG", quality=80)))
        difference = ImageChops.difference(long_way, opened(photo, size, "jpeg"))
        assert max(ImageStat.Stat(difference).rms) < 6


def test_thumbnails_are_small_and_the_colour_is_the_photos() -> None:
    photo = derive(pictures.jpeg(4000, 3000))
    assert len(photo.files[320, "avif"].data) <= 10_000
    assert photo.colour[0] == "#"
    rgb = [int(photo.colour[index : index + 2], 16) for index in (1, 3, 5)]
    assert any(max(abs(a - b) for a, b in zip(rgb, colour, strict=True)) < NEAR for colour in pictures.CORNERS.values())


def test_hints_tell_small_dark_and_blurred_photos() -> None:
    ground = Image.effect_noise((1200, 900), 80)
    sharp = Image.merge("RGB", (ground, ground, ground))
    dark = sharp.point(lambda value: value // 8)
    blurred = sharp.resize((40, 30)).resize((1200, 900), Image.Resampling.BICUBIC)
    small = sharp.crop((0, 0, 600, 450))
    assert derive(pictures.saved(sharp, "JPEG")).hints == ()
    for name, image in (("dark", dark), ("blurred", blurred), ("small", small)):
        assert derive(pictures.saved(image, "JPEG")).hints == (name,)
        assert str(advice(name))


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


REFUSED = {
    "empty": (b"", "The photo is empty"),
    "pdf renamed": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "This is a PDF, not a photo"),
    "heic": (heic(), "This photo is in the HEIC format"),
    "video": (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "This is a video"),
    "gif": (b"GIF89a" + bytes(64), "This is a GIF"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "This file is not a photo that we can show"),
    "text": (b"bukan foto", "This file is not a photo that we can show"),
    "bomb": (pictures.png_bomb(), "This picture has more than 24 megapixels"),
    "truncated jpeg": (pictures.jpeg(800, 600)[:-2000], "The photo is damaged or has not arrived complete"),
    "truncated png": (
        pictures.saved(pictures.picture(800, 600), "PNG")[:-300],
        "The photo is damaged or has not arrived complete",
    ),
    "only a header": (b"\xff\xd8\xff\xe0", "The photo is damaged or has not arrived complete"),
    "thousands of scans": (pictures.jpeg_of_scans(5000), "This photo takes too long to open"),
    "animated png": (pictures.animated("PNG"), "This picture moves"),
    "animated webp": (pictures.animated("WEBP"), "This picture moves"),
    "too large": (b"\xff\xd8\xff" + bytes(MAX_BYTES), "This photo is larger than 20 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_bad_file_gets_its_sentence(case: str) -> None:
    data, sentence = REFUSED[case]
    with pytest.raises(DomainError) as refused:
        derive(data)
    assert str(refused.value).startswith(sentence)
    assert "%(" not in str(refused.value)


def test_the_bomb_is_small_and_never_unpacked() -> None:
    assert len(REFUSED["bomb"][0]) < 8_000
    with pytest.raises(DomainError) as refused:
        derive(REFUSED["bomb"][0])
    assert 0 < refused.value.__cause__.peak_mb < 60  # type: ignore[union-attr]


def test_webp_has_a_lower_limit_and_says_so() -> None:
    with pytest.raises(DomainError, match="more than 8 megapixels"):
        derive(pictures.saved(Image.new("RGB", (3500, 2500)), "WEBP", method=0))


def test_a_progressive_jpeg_that_would_fill_the_memory_is_refused() -> None:
    huge = pictures.jpeg(5600, 4200, progressive=True, subsampling="4:4:4")
    with pytest.raises(DomainError, match="too much memory"):
        derive(huge)
