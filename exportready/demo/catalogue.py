"""The firms and products of the demonstration as plain values, read from exportready/demo/data."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from exportready.demo.pictures import Shot

DATA = Path(__file__).parent / "data"
SEEDS = 2  # pictures of a kind; three where there are many products of it
MANY = 5
EXTRA_VIEWS = ("detail", "set", "packaging")
EXPORTER = 3000  # million rupiah of yearly sales from which prices are quoted in dollars
RUPIAH_PER_DOLLAR = Decimal(16_000)
DAYS_TO_BUYER = 400  # million rupiah of yearly sales below which goods are fetched at the door
PORTS = {
    "11": "Belawan",
    "33": "Tanjung Emas",
    "34": "Tanjung Emas",
    "35": "Tanjung Perak",
    "52": "Benoa",
    "53": "Kupang",
}
PORTS |= {"73": "Makassar", "81": "Ambon"}


@dataclass(frozen=True)
class Item:
    """One product: `done` says how far it is; `shots` are its pictures, `better` that of its second revision."""

    values: dict[str, Any]
    hs: str
    done: str
    shots: tuple[Shot, ...]
    better: Shot


@dataclass(frozen=True)
class Firm:
    number: int
    brand: str
    legal: str
    owner: str
    place: str
    address: str
    amount: Decimal
    story: str
    state: str
    reasons: str
    sections: tuple[str, ...]
    items: tuple[Item, ...]


def firms(count: int) -> list[Firm]:
    """Those that are not verified, and as many of the others as fit into `count`, in the written order."""
    rows = tomllib.loads((DATA / "firms.toml").read_text())["firm"]
    waiting = sum("state" in row for row in rows)
    verified = [row for row in rows if "state" not in row][: max(0, count - waiting)]
    chosen = [row for row in rows if "state" in row or row in verified][:count]
    kinds = tomllib.loads((DATA / "kinds.toml").read_text())
    seeds = _seeds(rows)
    return [_firm(number, row, kinds, seeds) for number, row in enumerate(rows, 1) if row in chosen]


def _seeds(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Product name → seed of its picture: taken in turns, so that neighbours of a kind differ."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for kind, name, *_rest in row["products"]:
            by_kind[kind].append(name)
    return {
        name: position % (SEEDS + (len(names) >= MANY))
        for names in by_kind.values()
        for position, name in enumerate(names)
    }


def _firm(number: int, row: dict[str, Any], kinds: dict[str, Any], seeds: dict[str, int]) -> Firm:
    amount = Decimal(row["amount"])
    items = tuple(_items(number, row, kinds, seeds))
    return Firm(
        number=number,
        brand=row["brand"],
        legal=row["legal"],
        owner=row["owner"],
        place=row["place"],
        address=row["address"],
        amount=amount * 1_000_000,
        story=row["story"],
        state=row.get("state", "verified"),
        reasons=row.get("reasons", ""),
        sections=tuple(row.get("sections", ())),
        items=items,
    )


def _items(number: int, row: dict[str, Any], kinds: dict[str, Any], seeds: dict[str, int]) -> Iterator[Item]:
    for position, (kind, name, sentence, price, done, *other) in enumerate(row["products"]):
        known = kinds[kind] | (other[0] if other else {})
        seed = seeds[name]
        # the first product of every third firm has a second picture; one extra view of a kind is enough
        extra = EXTRA_VIEWS[len(kind) % 3] if position == 0 and number % 3 == 1 else ""
        shots = (Shot(kind, seed), *([Shot(kind, 0, extra)] if extra else []))
        values = {
            "name": name,
            "description": f"{sentence}\n\n{known['how']}",
            "materials": known["materials"],
            "unit": known["unit"],
            "moq": known["moq"],
            "monthly_capacity": known["capacity"],
            "lead_days": known["lead"],
        }
        yield Item(values | _terms(row, price), known["hs"], done, shots, Shot(kind, seed, revision=2))


def _terms(row: dict[str, Any], price: int) -> dict[str, Any]:
    """Price and Incoterm: large firms quote in dollars, the smallest sell at their door."""
    dollars = row["amount"] >= EXPORTER
    door = row["amount"] < DAYS_TO_BUYER
    return {
        "price": round(price / RUPIAH_PER_DOLLAR, 2) if dollars else Decimal(price),
        "currency": "USD" if dollars else "IDR",
        "incoterm": "EXW" if door else "FOB",
        "incoterm_place": row["brand"].split()[-1] if door else PORTS.get(row["place"][:2], "Tanjung Priok"),
    }
