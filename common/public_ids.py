"""Short public ids that can be read aloud, like `K7QM-2XTA`: seven random characters and a check character.

31 characters, a prime number, without the look-alikes I, L, O, U and without V (which Indonesian ears take for F): with
weights 1 to 8 the check notices every single wrong character and every swap of two.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
LENGTH = 8


def new_public_id() -> str:
    """A random id of 8 characters, without its hyphen (about 3 × 10¹⁰ of them)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return next(body + last for last in ALPHABET if holds(body + last))


def holds(text: str) -> bool:
    """Whether the weighted sum of the characters is a multiple of 31."""
    return sum(weight * ALPHABET.index(character) for weight, character in enumerate(text, 1)) % len(ALPHABET) == 0


def read_public_id(text: str) -> str | None:
    """The id that somebody typed or read aloud, in its stored form; None when it cannot be one of ours."""
    text = text.upper().translate(LOOKALIKES)
    if len(text) != LENGTH or any(character not in ALPHABET for character in text):
        return None
    return text if holds(text) else None


def spaced(public_id: str) -> str:
    """For people: `K7QM-2XTA`."""
    return f"{public_id[:4]}-{public_id[4:]}"
