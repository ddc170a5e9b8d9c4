"""Cookies, and the organiser's name and password at the desk.

Used by the pages and the JSON entrance. Seats and their tokens are made by `live` and kept by `storage`;
here they only become cookies. Passwords are hashed in threads, never more than two at once.
"""

from collections import deque

import anyio
from anyio.to_thread import run_sync
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.requests import Request
from starlette.responses import Response

from quizhub.clock import Clock
from quizhub.contest.seats import Role
from quizhub.errors import Code, CommandRejected
from quizhub.ids import hash_token, new_token
from quizhub.live.hall import Admitted
from quizhub.settings import Profile
from quizhub.storage.people import People, Person, StaffTokens, Standing

COOKIE_OF = {
    Role.CAPTAIN: "qh_seat",
    Role.AUDIENCE: "qh_seat",
    Role.HOST: "qh_staff",
    Role.ARBITER: "qh_arbiter",
    Role.PROJECTOR: "qh_screen",
    Role.BUTTONS: "qh_buttons",
}
PRACTICE_COOKIE_OF = {
    Role.HOST: "qh_practice",
    Role.ARBITER: "qh_practice_arbiter",
    Role.PROJECTOR: "qh_practice_screen",
    Role.BUTTONS: "qh_practice_buttons",
}
"""A browser that looks at a practice keeps the cookies of the contest itself."""
SEAT_COOKIES = tuple(dict.fromkeys((*COOKIE_OF.values(), *PRACTICE_COOKIE_OF.values())))
"""Every cookie that stands for a seat."""
DESK_COOKIE = "qh_desk"
IDLE_MS = 4 * 3_600_000
LONGEST_S = 12 * 3600
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
TRIES = 10
TRIES_WINDOW_MS = 15 * 60_000


def set_cookie(
    response: Response, name: str, token: str, *, max_age: int, profile: Profile, strict: bool
) -> None:
    """A cookie scripts cannot read; `Secure` only where there is HTTPS, a hall would lose it."""
    response.set_cookie(
        name,
        token,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=profile is Profile.PUBLIC,
        samesite="strict" if strict else "lax",
    )


def cookie_of(role: Role, *, practice: bool = False) -> str:
    """The name of the cookie that holds a seat of this role."""
    return PRACTICE_COOKIE_OF.get(role, COOKIE_OF[role]) if practice else COOKIE_OF[role]


def admit(response: Response, admitted: Admitted, profile: Profile, *, practice: bool = False) -> None:
    """Give the phone, host, arbiter, screen or buttons page its cookie."""
    role = admitted.seat.role
    set_cookie(
        response,
        cookie_of(role, practice=practice),
        admitted.token,
        max_age=admitted.max_age,
        profile=profile,
        strict=role in (Role.HOST, Role.ARBITER, Role.BUTTONS),
    )


def address_of(request: Request) -> str:
    """The client's address, for counting wrong tries."""
    return request.client.host if request.client else ""


class Tries:
    """Wrong tries of late, by whatever they are counted for; held in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._times: dict[str, deque[int]] = {}

    def refuse_too_many(self, *keys: str) -> None:
        """Raise TRY_LATER when one of the keys has used up its tries."""
        now = self._clock.now()
        for key in keys:
            times = self._times.get(key, deque())
            while times and times[0] <= now - TRIES_WINDOW_MS:
                times.popleft()
            if len(times) >= TRIES:
                raise CommandRejected(Code.TRY_LATER)

    def count(self, *keys: str) -> None:
        """Note a wrong try."""
        if len(self._times) > 10_000:
            self._times.clear()
        for key in keys:
            self._times.setdefault(key, deque(maxlen=TRIES)).append(self._clock.now())


class Desk:
    """Who may use the desk. Until there is an organiser, whoever holds the key from the terminal."""

    def __init__(self, people: People, tokens: StaffTokens, clock: Clock) -> None:
        self._people = people
        self._tokens = tokens
        self._clock = clock
        self._tries = Tries(clock)
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._threads = anyio.CapacityLimiter(2)
        self._nobody = ""
        self.first_key = new_token()

    async def is_new(self) -> bool:
        """Whether nobody has set a name and password yet."""
        return await self._people.count() == 0

    def opens_with(self, key: str) -> bool:
        """Whether this is the key printed in the terminal."""
        return hash_token(key) == hash_token(self.first_key)

    async def set_up(self, key: str, name: str, password: str) -> str:
        """Make the first organiser and sign in; the key is worthless afterwards."""
        if not self.opens_with(key) or not await self.is_new():
            raise CommandRejected(Code.NOT_ALLOWED)
        hashed = await run_sync(self._hasher.hash, password, limiter=self._threads)
        await self._people.add(name, hashed, at=self._clock.now(), role="owner")
        self.first_key = new_token()
        return await self._issue(name)

    async def everybody(self) -> list[Person]:
        """Who may sign in, by name."""
        return await self._people.all()

    async def add(self, name: str, password: str, role: Standing) -> bool:
        """One more organiser; False when the name is taken."""
        if any(person.name.casefold() == name.casefold() for person in await self._people.all()):
            return False
        hashed = await run_sync(self._hasher.hash, password, limiter=self._threads)
        await self._people.add(name, hashed, at=self._clock.now(), role=role)
        return True

    async def change_role(self, name: str, role: Standing) -> bool:
        """Another role; False when nobody is called so or no owner would be left."""
        if await self._people.find(name) is None or (role != "owner" and await self._is_last_owner(name)):
            return False
        await self._people.set_role(name, role)
        return True

    async def remove(self, name: str) -> bool:
        """Out, and signed out everywhere; False when nobody is called so or no owner would be left."""
        if await self._people.find(name) is None or await self._is_last_owner(name):
            return False
        await self._people.remove(name)
        await self._tokens.revoke_all(name)
        return True

    async def sign_out_everywhere(self, name: str) -> None:
        """Every cookie of an organiser is worthless from now on."""
        await self._tokens.revoke_all(name)

    async def _is_last_owner(self, name: str) -> bool:
        return [person.name for person in await self._people.all() if person.role == "owner"] == [name]

    async def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A token for the right name and password, None for wrong ones; raises TRY_LATER."""
        keys = (f"name {name.casefold()}", f"address {address}")
        self._tries.refuse_too_many(*keys)
        person = await self._people.find(name)
        # An unknown name costs the same time as a wrong password.
        hashed = person.password_hash if person else await self._decoy()
        right = await run_sync(self._matches, hashed, password, limiter=self._threads)
        if person is None or not right:
            self._tries.count(*keys)
            return None
        return await self._issue(person.name)

    async def change_password(self, name: str, password: str) -> bool:
        """A new password for somebody who is known; whoever is signed in under the name is out."""
        if await self._people.find(name) is None:
            return False
        await self._people.set_password(name, await run_sync(self._hasher.hash, password))
        await self._tokens.revoke_all(name)
        return True

    async def who(self, token: str | None) -> str | None:
        """The organiser's name behind a desk cookie."""
        return await self._tokens.find(token, at=self._clock.now()) if token else None

    async def is_owner(self, name: str) -> bool:
        """Whether this organiser runs contests and says who may sign in."""
        person = await self._people.find(name)
        return person is not None and person.role == "owner"

    async def sign_out(self, token: str) -> None:
        """The cookie is worthless from now on, wherever it is kept."""
        await self._tokens.revoke(token)

    async def _issue(self, name: str) -> str:
        return await self._tokens.issue(name, at=self._clock.now(), idle_ms=IDLE_MS)

    async def _decoy(self) -> str:
        self._nobody = self._nobody or await run_sync(self._hasher.hash, new_token(), limiter=self._threads)
        return self._nobody

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
