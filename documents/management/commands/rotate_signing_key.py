"""Change the key that signs documents. Old documents keep verifying: their public keys are rows."""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents import signing
from documents.domain.keys import record_current_key


class Command(BaseCommand):
    help = "Make a new signing key. The present one's public half is recorded first: its documents keep verifying."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forget-old",
            action="store_true",
            help="leave the older private keys out: they are not needed for verifying",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        present = record_current_key()
        kept = {} if options["forget_old"] else dict(settings.SIGNING_KEYS)
        keys = {**kept, secrets.token_hex(4): signing.new_seed()}
        local = Path(settings.BASE_DIR) / ".local" / "secrets.json"
        if "SIGNING_KEYS" not in os.environ and local.exists():
            replace_in(local, keys)
            self.stdout.write(
                f"Wrote the new key to {local.name}. Stop with Ctrl-C and 'make run' again to sign with it."
            )
        else:
            self.stdout.write("Set this in the environment of the web and worker processes, then restart them:")
            self.stdout.write(f"SIGNING_KEYS='{json.dumps(keys)}'")
        self.stdout.write(
            f"Documents signed with {present.pk} keep verifying; it is retired when the new key first signs."
        )


def replace_in(path: Path, keys: dict[str, str]) -> None:
    """Put the keys in the secrets file in one step, readable by its owner only."""
    content = {**json.loads(path.read_text()), "SIGNING_KEYS": keys}
    half = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
