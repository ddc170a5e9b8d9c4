"""Everything that is live behind one door: the contests, who may enter them, and the links to them.

Built by app from a database and a clock; pages, sockets and the command line call nothing else here.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from quizhub import ids
from quizhub.clock import Clock, ServerClock
from quizhub.contest.events import AnyEvent, ContestCreated
from quizhub.contest.plan import Plan
from quizhub.contest.seats import Role, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live import doors
from quizhub.live.admission import Admission, Admitted, Visitor
from quizhub.live.contest import LiveContest, Signs, Surroundings
from quizhub.live.contests import LiveContests
from quizhub.live.directory import Directory
from quizhub.live.doors import Door
from quizhub.live.invitations import ContestInfo, ContestLinks, SeatCard, SeatCardPlace, SeatOffer
from quizhub.live.pictures import Picture, Pictures
from quizhub.questions.text import text_in
from quizhub.storage.contests import Contests
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from quizhub.storage.event_log import EventLog, NewEvent
from quizhub.storage.media import MediaStore, PicturesMissing
from quizhub.storage.practices import Practices
from quizhub.storage.seat_tokens import SeatHolder, SeatTokens
from quizhub.storage.tables import ContestRow

__all__ = [
    "Admitted",
    "ContestInfo",
    "ContestLinks",
    "Hall",
    "SeatCard",
    "SeatCardPlace",
    "SeatHolder",
    "SeatOffer",
]

RefusalText = Callable[[Code, str], str]

_log = logging.getLogger(__name__)


class Hall:
    """`base_url` is what phones type, without a slash at the end; it may change while running. `happened`
    is told the events of every commit, with the contest they are of; it must not wait.
    `stall_ms` None is for a clock that is moved by hand."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        base_url: str = "http://localhost:8000",
        refusal_text: RefusalText = lambda code, language: str(code),
        stall_ms: int | None = 3_000,
        probe_s: float = 1.0,
    ) -> None:
        self.base_url = base_url
        self.clock = clock
        self.happened: Callable[[str, Sequence[AnyEvent]], None] = lambda contest, events: None
        self._database = database
        self._refusal_text = refusal_text
        self._log = EventLog(database)
        self._rows = Contests(database)
        self._practices = Practices(database)
        self._media = MediaStore(database)
        self._pictures = Pictures(self._media)
        self._practised: dict[str, str] = {}
        self._directory = Directory(self._rows, clock)
        self._tokens = SeatTokens(database)
        self._live = LiveContests(
            database, self._log, clock, self._around, stall_ms=stall_ms, probe_s=probe_s
        )
        self._admission = Admission(self._tokens, clock, self._live.find)
        self._worked_out: dict[tuple[str, int, str], Signs] = {}
        self._erasing: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Read the list of contests and the tokens; contests themselves start when they are asked for."""
        if isinstance(self.clock, ServerClock):
            self.clock.advance_to(await self._log.last_time())
        await self._tokens.load(self.clock.now())
        await self._directory.load()

    async def stop(self) -> None:
        """Stop the contests and tell every socket to come back later."""
        await self._live.stop()
        await asyncio.gather(*self._erasing)

    # --- contests -----------------------------------------------------------------------------------

    async def contests(self) -> list[ContestInfo]:
        """Newest first, archived ones last; practices are on no list."""
        rows = await self._directory.load()
        return [self._info(row) for row in rows if not self.is_practice(row.id)]

    async def info(self, contest_or_code: str) -> ContestInfo | None:
        row = await self._directory.find(contest_or_code)
        return self._info(row) if row is not None else None

    async def create(
        self, plan: Plan, practises: str | None = None, pictures: Mapping[str, bytes] | None = None
    ) -> ContestInfo:
        """A new contest with its own code, cards and links; it begins in the lobby. One that practises
        another is on no list and ends with `discard`. `pictures` are the bytes of those it shows, by their
        SHA-256, as far as they are not kept already. Raises PicturesMissing."""
        given = await self._pictures_of(plan, pictures or {})
        row = ContestRow(
            id=ids.new_contest_id(),
            code=await self._directory.free_code(),
            secret=ids.new_token(),
            title=dict(plan.title),
            teams=[team.id for team in plan.teams],
            created_at=self.clock.now(),
        )
        first = NewEvent.of(ContestCreated(at=row.created_at, plan=plan), "organiser")
        added, appended = self._rows.adding(row), self._log.appending(row.id, 0, [first])
        works = [MediaStore.adding(given), added, appended]
        if practises is not None:
            works.append(Practices.marking(row.id, practises))
            self._practised[row.id] = practises
        await self._database.write(lambda connection: [work(connection) for work in works])
        await self._directory.load()
        return self._info(row)

    async def _pictures_of(self, plan: Plan, given: Mapping[str, bytes]) -> dict[str, bytes]:
        """The bytes still to be kept of the pictures of a plan."""
        shown = {media: planned.media.name for media, planned in plan.pictures.items()}
        unknown = shown.keys() - await self._media.known(shown) if shown else set()
        missing = sorted(shown[media] for media in unknown - given.keys())
        if missing:
            raise PicturesMissing(missing)
        return {media: given[media] for media in unknown}

    def is_practice(self, contest: str) -> bool:
        return contest in self._practised

    async def discard(self, practice: str) -> None:
        """Stop a practice at once and delete it for good. What cannot be deleted now is at the next start."""
        if not self.is_practice(practice):
            raise ValueError(f"{practice} is no practice")
        self._tokens.forget(practice)
        await self._live.end(practice)
        self._directory.forget(practice)
        await self._delete(practice)

    async def discard_leftovers(self) -> None:
        """Delete the practices a server left behind that was killed; for the start of the next."""
        for practice in set(await self._practices.all()) - set(self._practised):
            self._tokens.forget(practice)
            self._directory.forget(practice)
            await self._delete(practice)

    async def _delete(self, practice: str) -> None:
        try:
            await self._practices.delete(practice)
        except StorageError as error:
            _log.warning("practice %s is still on disk: %s", practice, error)

    async def archive(self, contest: str) -> None:
        """Take it off the list; code, cards and links stop working."""
        await self._rows.archive(contest)
        await self._directory.load()

    async def find(self, contest_or_code: str) -> LiveContest | None:
        """The running contest; the first call replays its log."""
        row = await self._directory.find(contest_or_code)
        return await self._live.find(row.id) if row is not None else None

    def links(self, info: ContestInfo) -> ContestLinks:
        """The addresses of a contest; the keys in them are the same after every restart."""
        row = self._directory.known(info.id)
        roles = (Role.HOST, Role.PROJECTOR, Role.ARBITER, Role.BUTTONS)
        host, screen, arbiter, buttons = (doors.link_key(row, role) for role in roles)
        return ContestLinks(
            join_url=f"{self.base_url}/j/{row.code}",
            host_url=f"{self.base_url}/host/{row.id}?key={host}",
            screen_url=f"{self.base_url}/screen/{row.id}?key={screen}",
            arbiter_url=f"{self.base_url}/arbiter/{row.id}?key={arbiter}",
            buttons_url=f"{self.base_url}/buttons/{row.id}?key={buttons}",
        )

    async def cards(self, contest: str) -> list[SeatCard]:
        """One a team, by number."""
        row = self._directory.known(contest)
        live = await self._live.find(contest)
        teams = sorted(live.state.plan.teams, key=lambda team: team.number)
        return [
            SeatCard(team.id, team.number, team.name, doors.pin(row, team.id), self._card_url(row, team.id))
            for team in teams
        ]

    async def lobby(self, code: str, language: str) -> dict[str, Any] | None:
        """What somebody who knows the join code may know of the contest; None for a wrong code."""
        row = await self._directory.by_code(doors.join_code(code))
        if row is None:
            return None
        state = (await self._live.find(row.id)).state
        return {
            "contest": row.id,
            "title": text_in(row.title, language),
            "languages": list(state.plan.languages),
            "locked": state.lobby_locked,
            "audience": state.plan.rules.audience,
            "teams": [
                {
                    "id": team.id,
                    "n": team.number,
                    "name": team.name,
                    "taken": captain_seat(team.id).id in state.seats,
                }
                for team in sorted(state.plan.teams, key=lambda team: team.number)
            ],
        }

    # --- getting in ---------------------------------------------------------------------------------

    async def join_captain(
        self, code: str, team: str, pin: str, *, language: str, address: str, token: str | None = None
    ) -> Admitted:
        row = await self._by_code(code)
        return await self._admission.captain(row, team, pin, Visitor(language, address, token))

    async def join_card(
        self, card: str, *, language: str, address: str, token: str | None = None
    ) -> Admitted:
        door = await self._directory.door(card)
        return await self._admission.card(door, Visitor(language, address, token))

    async def join_audience(
        self, code: str, *, language: str, address: str, token: str | None = None
    ) -> Admitted:
        return await self._admission.audience(await self._by_code(code), Visitor(language, address, token))

    async def enter(self, key: str, *, address: str) -> Admitted:
        """Host, arbiter, projector or house buttons, by the word of their link."""
        return await self._admission.link(await self._directory.door(key), address)

    async def card(self, card: str) -> SeatCardPlace | None:
        """Where a seat card leads; None for a word that is on no card."""
        door = await self._directory.door(card)
        return await self._place(door, door.seat.team) if door is not None and door.seat.team else None

    async def _place(self, door: Door, name: str) -> SeatCardPlace:
        row, live = self._directory.known(door.contest), await self._live.find(door.contest)
        team = live.state.plan.team_by_id[name]
        taken = door.seat.id in live.state.seats
        return SeatCardPlace(row.id, row.code, dict(row.title), team.id, team.number, team.name, taken)

    async def offer_seat(self, token: str | None, team: str | None = None) -> SeatOffer:
        """A link that moves a captain's seat to another phone, for the phone that holds the seat, or for the
        host, who names the team."""
        holder = await self.seat_of(token)
        if holder is None or holder.seat.role not in (Role.CAPTAIN, Role.HOST):
            raise CommandRejected(Code.NO_SEAT)
        team = holder.seat.team or team
        live = await self._live.find(holder.contest)
        if team not in live.state.plan.team_by_id:
            raise CommandRejected(Code.UNKNOWN_TEAM)
        if live.state.show.picture == "finished":
            raise CommandRejected(Code.FINISHED)
        word, move = self._admission.moves.offer(holder.contest, team, holder.seat, self.clock.now())
        return SeatOffer(team, f"{self.base_url}/m/{word}", move.until)

    async def moving(self, word: str, *, address: str) -> SeatCardPlace:
        """Where a link that moves a seat leads. Raises CommandRejected."""
        move = self._admission.moved_to(word, address)
        return await self._place(Door(move.contest, captain_seat(move.team)), move.team)

    async def move_seat(
        self, word: str, *, language: str, address: str, token: str | None = None
    ) -> Admitted:
        return await self._admission.move(word, Visitor(language, address, token))

    async def seat_of(self, token: str | None) -> SeatHolder | None:
        """Whom a cookie stands for. A phone whose seat was released holds nothing any more."""
        holder = self._admission.holder(token)
        if holder is not None and holder.seat.role in (Role.CAPTAIN, Role.AUDIENCE):
            live = await self._live.find(holder.contest)
            return holder if holder.seat.id in live.state.seats else None
        return holder

    async def picture(self, tokens: Iterable[str], name: str) -> Picture | None:
        """A picture for whoever holds one of these cookies, from the moment its question is shown."""
        for token in tokens:
            holder = await self.seat_of(token)
            if holder is not None:
                state = (await self._live.find(holder.contest)).state
                picture = await self._pictures.find(state, name)
                if picture is not None:
                    return picture
        return None

    async def leave(self, token: str) -> None:
        """This cookie is worth nothing any more."""
        await self._tokens.revoke(token)

    # --- inside -------------------------------------------------------------------------------------

    async def _by_code(self, code: str) -> ContestRow:
        row = await self._directory.by_code(doors.join_code(code))
        if row is None:
            raise CommandRejected(Code.WRONG_CODE)
        return row

    def _info(self, row: ContestRow) -> ContestInfo:
        practises = self._practised.get(row.id)
        return ContestInfo(row.id, row.code, dict(row.title), row.created_at, row.archived, practises)

    def _card_url(self, row: ContestRow, team: str) -> str:
        return f"{self.base_url}/s/{doors.card(row, team)}"

    def _around(self, contest: str) -> Surroundings:
        return Surroundings(
            clock=self.clock,
            signs=lambda: self._signs(contest),
            refusal_text=self._refusal_text,
            released=lambda team: self._released(contest, team),
            guessing=lambda: self._admission.guessing(contest),
            happened=lambda events: self.happened(contest, events),
        )

    def _signs(self, contest: str) -> Signs:
        """Asked for with every view of the host, so worked out once for each address of the server."""
        row = self._directory.known(contest)
        key = (contest, row.edition, self.base_url)
        if key not in self._worked_out:
            self._worked_out[key] = self._work_out_signs(row)
        return self._worked_out[key]

    def _work_out_signs(self, row: ContestRow) -> Signs:
        links = self.links(self._info(row))
        return Signs(
            code=row.code,
            join_url=links.join_url,
            screen_url=links.screen_url,
            pins={team: doors.pin(row, team) for team in row.teams},
            card_urls={team: self._card_url(row, team) for team in row.teams},
        )

    def _released(self, contest: str, team: str) -> None:
        """The cookies of a seat that was released, or has moved to another phone, end at once, and on disk as
        soon as the writer comes to it."""
        self._admission.moves.forget(contest, team)
        dropped = self._tokens.drop_seat(contest, captain_seat(team))
        task = asyncio.create_task(self._erase(contest, dropped))
        self._erasing.add(task)
        task.add_done_callback(self._erasing.discard)

    async def _erase(self, contest: str, dropped: list[str]) -> None:
        try:
            await self._tokens.erase(dropped)
        except StorageError as error:
            _log.error("contest %s: cookies of a released seat are still on disk: %s", contest, error)
