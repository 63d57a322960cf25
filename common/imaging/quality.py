"""Cheap measures of a photo, for advice to the maker. They never refuse a photo."""

from PIL import Image, ImageFilter, ImageStat

SMALL_EDGE = 800
DARK_MEAN = 55.0
BLURRED_VARIANCE = 8.0
"""A blur of 0.3 % of the width gives about 5, a sharp bowl on a plain cloth 150, a pale one on pale cloth 11."""
_TILE = 100
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def hints(picture: Image.Image, original_edge: int) -> list[str]:
    """Which of "small", "dark", "blurred" hold; `picture` is the 800 px derivative, the edge in pixels."""
    grey = picture.convert("L")
    found = []
    if original_edge < SMALL_EDGE:
        found.append("small")
    if ImageStat.Stat(grey).mean[0] < DARK_MEAN:
        found.append("dark")
    elif original_edge >= SMALL_EDGE and sharpness(grey) < BLURRED_VARIANCE:
        # In a dark or small picture this figure means little.
        found.append("blurred")
    return found


def sharpness(grey: Image.Image) -> float:
    """Variance of the Laplacian in the sharpest 100 px tile: a smooth bowl on a plain cloth still has one sharp edge.

    After Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (ICPR 2000).
    """
    edges = grey.filter(_LAPLACIAN).crop((1, 1, max(2, grey.width - 1), max(2, grey.height - 1)))
    tiles = (
        edges.crop((left, top, min(left + _TILE, edges.width), min(top + _TILE, edges.height)))
        for top in range(0, edges.height, _TILE)
        for left in range(0, edges.width, _TILE)
    )
    return max(ImageStat.Stat(tile).var[0] for tile in tiles)


def dominant_colour(picture: Image.Image) -> str:
    """The most frequent of eight colours, as "#rrggbb": what a page shows while the photo loads."""
    few = picture.resize((48, 48), Image.Resampling.BOX).quantize(8)
    counts = few.histogram()
    index = counts.index(max(counts))
    red, green, blue = (few.getpalette() or [])[3 * index : 3 * index + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
