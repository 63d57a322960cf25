"""Numbers as people write them: pure functions from text to values; ValueError with a sentence for what is none."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

NIB_DIGITS = 13
NPWP_DIGITS = 16
VERSION_DIGITS = 9
_NOISE = re.compile(r"[\s.\-–/]+")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*")


def read_nib(text: str) -> str:
    """The 13 digits of an NIB (PP 24/2018), typed with or without spaces, dots and dashes."""
    digits = _NOISE.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(_("An NIB has digits only. Copy the number from your NIB letter."))
    if len(digits) != NIB_DIGITS:
        raise ValueError(
            _("An NIB has exactly 13 digits; this one has %(count)d. Check it against your NIB letter.")
            % {"count": len(digits)}
        )
    return digits


def read_npwp(text: str) -> str:
    """The 16 digits of an NPWP (PMK 112/2022); an old number of 15 digits gets a 0 in front, as the tax office does."""
    digits = _NOISE.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(_("An NPWP has digits only. Copy the number from your NPWP card."))
    if len(digits) == NPWP_DIGITS - 1:
        return f"0{digits}"
    if len(digits) != NPWP_DIGITS:
        raise ValueError(
            _("An NPWP has 16 digits, an old one 15; this one has %(count)d. Check it against your NPWP card.")
            % {"count": len(digits)}
        )
    return digits


def read_amount(text: str) -> Decimal:
    """ "Rp 1.250.000", "1,250,000", "12,50" and "12.5" as Decimals.

    A sign that stands before exactly three digits groups thousands, as in "125.000"; any other single one is a decimal
    sign; of two different signs the last is the decimal one.
    """
    plain = re.sub(r"\s+", "", re.sub(r"(?i)^\s*(rp\.?|[a-z]{3})\s*", "", text.strip())).removesuffix(",-")
    if not plain.isascii() or not _AMOUNT.fullmatch(plain):
        raise ValueError(_("Write the amount in digits, for example 125.000 or 12,50."))
    signs = [sign for sign in plain if not sign.isdigit()]
    if not signs:
        return Decimal(plain)
    whole, last, rest = plain.rpartition(signs[-1])
    different = len(set(signs)) > 1
    if different and signs.count(last) == 1:
        return Decimal(f"{_ungrouped(whole)}.{rest}")
    if different or len(signs) > 1 or (len(rest) == 3 and whole != "0"):
        return Decimal(_ungrouped(plain))
    return Decimal(f"{whole}.{rest}")


def read_version(text: str) -> int:
    """The version number that a page sends back; 0, which no draft has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= VERSION_DIGITS else 0


def _ungrouped(text: str) -> str:
    head, *groups = re.split(r"[.,]", text)
    if len(head) > 3 or not all(len(group) == 3 for group in groups):
        raise ValueError(_("Write the amount in digits, for example 125.000 or 12,50."))
    return head + "".join(groups)
