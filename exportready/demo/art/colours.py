"""Colours as (r, g, b) triples, and the few ways they are changed."""

RGB = tuple[int, int, int]
RGBA = tuple[int, int, int, int]
INK: RGB = (46, 36, 30)
WHITE: RGB = (255, 252, 245)


def rgb(code: str) -> RGB:
    """ "c99a5b" → (201, 154, 91)."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`share` of the other colour, 0 to 1."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def lit(colour: RGB, light: float) -> RGB:
    """The colour under light: below 1 darker and a little cooler, above 1 lighter and a little warmer."""
    if light > 1:
        return mix(colour, (255, 246, 226), min(1.0, (light - 1) * 0.9))
    warm = (0.0, 0.03, 0.07)[::-1]
    return tuple(  # type: ignore[return-value]
        max(0, min(255, round(part * (light + (1 - light) * tint)))) for part, tint in zip(colour, warm, strict=True)
    )


def clear(colour: RGB, opacity: float) -> RGBA:
    return (*colour, round(255 * opacity))
