"""Random names: contest ids, join codes, tokens, seat PINs. The only place that draws secrets."""

import hashlib
import hmac
import secrets

PIN_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_contest_id() -> str:
    """Eight letters without look-alikes; names a contest in addresses and on the command line."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def new_audience_id() -> str:
    """A seat name for somebody in the hall."""
    return secrets.token_hex(5)


def new_join_code() -> str:
    """Six digits, not starting with 0, as shown on the projector."""
    return str(secrets.randbelow(900_000) + 100_000)


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_move_word() -> str:
    """Eight letters that move a seat to another phone within a minute; short enough to be typed."""
    return "".join(secrets.choice(PIN_LETTERS) for _ in range(8))


def new_seed() -> int:
    """A recorded seed for draws and shuffles."""
    return secrets.randbits(48)


def hash_token(token: str) -> str:
    """What is stored of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def seat_card(secret: str, team: str, edition: int) -> str:
    """The 128-bit word on a team's seat card; a new edition makes the old card worthless."""
    return hmac.new(secret.encode(), f"card:{team}:{edition}".encode(), hashlib.sha256).hexdigest()[:32]


def seat_pin(secret: str, team: str, edition: int) -> str:
    """The six letters a captain may type instead of scanning the card."""
    digest = hmac.new(secret.encode(), f"pin:{team}:{edition}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(6):
        number, index = divmod(number, len(PIN_LETTERS))
        letters.append(PIN_LETTERS[index])
    return "".join(letters)
