"""Colour profiles: what browsers and PDFs get is sRGB, with no profile inside."""

import io

from PIL import Image, ImageCms

_MOST_PROFILE_BYTES = 1_000_000
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """`picture` (RGB) converted from its embedded ICC profile; unchanged if that is sRGB already or unusable."""
    if len(profile) > _MOST_PROFILE_BYTES:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return picture
        converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile for another colour space, or a broken one: the numbers as they stand are the best guess.
        return picture
    if converted is None:
        return picture
    converted.info.clear()
    return converted
