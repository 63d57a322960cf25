"""`python -m tests.faults certificates`: forge the codes of issued documents and ask the public page about each.

Each single-bit flip of a code and 10,000 mutations get 404, the true codes 200, before and
after a change of the signing key (RELIABILITY 2). The control is a check that looks the random id up and reads base64
leniently, as one would without thinking of it: it takes most of the flips for genuine.
"""

import argparse
import base64
import binascii
import json
import os
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from documents.models import Document

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ROOT = Path(__file__).resolve().parents[2]


def prepare(folder: Path, servers: dict[str, str]) -> None:
    """Django on the run's own servers, with a kind of document that only tests know."""
    os.environ.update(
        servers,
        DJANGO_SETTINGS_MODULE="exportready.settings",
        DATABASE_URL=servers["DATABASE_OWNER_URL"],
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
        EMAIL_URL=f"file:{folder / 'mail'}",
        ALLOWED_HOSTS="testserver",
        LOG_LEVEL="ERROR",
        HTTPS="0",
    )
    import django  # noqa: PLC0415 - the settings read the environment that was just made
    from django.conf import settings  # noqa: PLC0415

    folders: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    folders.append(ROOT / "tests" / "documents" / "templates")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from documents import kinds  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    kinds.register(
        "test_report", template="test_report.html", label="Laporan uji", images=lambda facts: {"front": drawn()}
    )


def drawn() -> bytes:
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    target = io.BytesIO()
    Image.new("RGB", (64, 48), "#d6be96").save(target, "JPEG")
    return target.getvalue()


def issued(number: int) -> "Document":
    """A document in force, its file made as the worker makes it."""
    from documents.building import build, put_in_force  # noqa: PLC0415
    from documents.domain.issuing import issue  # noqa: PLC0415

    document = issue(
        kind="test_report",
        about=f"tests:{number}",
        language="id",
        titles={"id": f"Laporan {number}", "en": f"Report {number}"},
        facts={"product": "Tikar"},
        owner=None,
        by=None,
    )
    put_in_force(document=document, built=build(document))
    document.refresh_from_db()
    return document


def flips(code: str) -> list[str]:
    raw = base64.urlsafe_b64decode(code + "=")
    forged = []
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        forged.append(base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("="))
    return forged


def mutation(codes: list[str], chance: random.Random) -> str:
    """A code cut, patched, spliced from two, re-spelt or made up; never one of the true ones."""
    code, other = chance.sample(codes, 2)
    at, length = chance.randrange(len(code)), chance.randrange(1, 9)
    patch = "".join(chance.choices(ALPHABET, k=length))
    made = chance.choice(
        [
            code[:at] + patch + code[at + length :],
            code[:at] + other[at:],
            code[:21] + other[21:],
            code[:at] + code[at + length :],
            code[:at] + patch + code[at:],
            code[:-1] + chance.choice(ALPHABET),
            code + chance.choice(["=", "%20", "A", "-"]),
            code.swapcase(),
            "".join(chance.choices(ALPHABET, k=107)),
        ]
    )
    return made if made not in codes else mutation(codes, chance)


def control_accepts(code: str, tokens: set[bytes]) -> bool:
    """The careless check: is the id one of ours? Whatever follows it is not looked at."""
    try:
        raw = base64.urlsafe_b64decode(code.split("%")[0].rstrip("=") + "==")
    except (ValueError, binascii.Error):
        return False
    return raw[:16] in tokens


def asked(client: "Client", codes: list[str], expected: int) -> int:
    """How many of the codes got another answer than the expected one."""
    return sum(client.get(f"/v/{code}/").status_code != expected for code in codes)


def attack(documents: int, mutations: int, seed: int) -> dict[str, Any]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from documents import signing  # noqa: PLC0415

    chance = random.Random(seed)
    rows = [issued(number) for number in range(documents)]
    first_key = rows[0].key_id
    settings.SIGNING_KEYS = {"after-rotation": signing.new_seed()}
    rows += [issued(number) for number in range(documents, 2 * documents)]
    codes = [row.code for row in rows]
    flipped = [*flips(codes[0]), *flips(codes[-1])]
    mutated = [mutation(codes, chance) for _ in range(mutations)]
    tokens = {bytes(row.token) for row in rows}
    client = Client()
    return {
        "documents": len(rows),
        "keys": sorted({first_key, rows[-1].key_id}),
        "true_codes_refused": asked(client, codes, 200),
        "flips": len(flipped),
        "flips_accepted": asked(client, flipped, 404),
        "mutations": len(mutated),
        "mutations_accepted": asked(client, mutated, 404),
        "control_flips_accepted": sum(control_accepts(code, tokens) for code in flipped),
        "control_mutations_accepted": sum(control_accepts(code, tokens) for code in mutated),
    }


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults certificates", description=__doc__)
    parser.add_argument("--documents", type=int, default=10, help="issued before and again after the change of the key")
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    from exportready.local import temporary  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name, temporary(Path(name) / "servers") as servers:
        prepare(Path(name), servers)
        figures = attack(options.documents, options.mutations, options.seed)
    refused = figures["flips_accepted"] == figures["mutations_accepted"] == figures["true_codes_refused"] == 0
    passed = refused and figures["control_flips_accepted"] > 0 and figures["control_mutations_accepted"] > 0
    print(json.dumps({"fault": "certificates", "passed": passed, **figures}))
    return 0 if passed else 1
