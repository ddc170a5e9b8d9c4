"""What is true of a contest: a fold over its events, frozen, shared structurally between versions.

Built only by evolve, read by decide, deadlines and the views. `Map` is a persistent map, so that
keeping every host step for undo costs nothing and one answer among thousands copies no other.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from immutables import Map

from quizhub.contest.countdown import Countdown
from quizhub.contest.events import AwardReason, Correction, Slot
from quizhub.contest.look import Look
from quizhub.contest.photo_finish import Bound, Claim, Tier
from quizhub.contest.plan import Plan, Round
from quizhub.questions.answers import Answer
from quizhub.questions.model import Question

Verdict = Literal["right", "partly", "wrong", "none", "void"]
Phase = Literal["shown", "open", "answering", "closed", "revealed"]
Picture = Literal["lobby", "lots", "round", "stakes", "turn", "ask", "standings", "tie", "podium", "finished"]


@dataclass(frozen=True, slots=True)
class Occupied:
    """A taken seat."""

    language: str
    handle: str
    since: int
    ready: bool = False
    moved_at: int | None = None


class GivenAnswer(NamedTuple):
    """What a seat has answered; a named tuple, because a hall makes thousands at once."""

    answer: Answer
    n: int
    used_ms: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """An answer that the host entered for a seat."""

    ask: int
    seat: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Press:
    """One press; `after_cue_ms` is negative for an early one. `counts_at`, `doubt` and `link`, the round
    trip, are in ms with fractions. `stalled`: by how much it may have been made earlier, because our program
    stood still when it came. `house`: it came from a house button."""

    team: str
    ruled: Literal["valid", "early", "locked"]
    after_cue_ms: int | None
    race: int
    counts_at: float
    doubt: float = 0.0
    link: float = 0.0
    bound: Bound = Bound.UNMEASURED
    stalled: float = 0.0
    house: bool = False


@dataclass(frozen=True, slots=True)
class RaceFinish:
    """How a race was decided: `how` is "time", or the rule for those too close to the first."""

    race: int
    order: tuple[str, ...]
    too_close: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Ruling:
    verdict: Verdict
    share: str
    by: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One playing of one question. `asker` is the team that named its contestant as opponent; `told`: its
    answer has been revealed, and `time_ms` is the time the hall had for it."""

    id: int
    slot: int
    question: str
    orders: Map[str, tuple[str, ...]]
    value: int
    contestants: tuple[str, ...]
    phase: Phase = "shown"
    opens_at: int | None = None
    clock: Countdown | None = None
    race: int = 1
    among: tuple[str, ...] = ()
    decides_at: int | None = None
    finishes: tuple["RaceFinish", ...] = ()
    presses: tuple[Press, ...] = ()
    called: str | None = None
    started: bool = False
    out: frozenset[str] = frozenset()
    held: Map[str, int] = Map()
    rulings: Map[str, Ruling] = Map()
    to_audience: bool = False
    time_up: bool = False
    all_in: bool = False
    repeats: int = 0
    opened: bool = False
    void: bool = False
    spare: str | None = None
    tie_before: "SuddenDeath | None" = None
    round: int = -1
    asker: str | None = None
    told: bool = False
    time_ms: int = 0

    @property
    def tie(self) -> bool:
        """Whether the ask is played for a tie; `tie_before` is how that tie stood when it was shown."""
        return self.tie_before is not None

    def race_presses(self) -> tuple[Press, ...]:
        """The presses of the race being run, in the order of arrival."""
        return tuple(press for press in self.presses if press.race == self.race)

    def queue(self) -> tuple[str, ...]:
        """The teams that pressed validly in this race, in the order that counts."""
        decided = next((finish.order for finish in self.finishes if finish.race == self.race), ())
        valid = sorted((p for p in self.race_presses() if p.ruled == "valid"), key=lambda p: p.counts_at)
        return (*decided, *(press.team for press in valid if press.team not in decided))


@dataclass(frozen=True, slots=True)
class Turn:
    """A team called up in an in-turn round."""

    slot: int
    team: str
    player: int | None
    clock: Countdown | None = None
    stake: int | None = None
    opponent: str | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """One line of points. A void ask's awards stay in the list and count nothing."""

    number: int
    team: str
    points: int
    reason: AwardReason
    ask: int | None
    note: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A result of one way of breaking a tie: tiers of teams, best first."""

    method: str
    tiers: tuple[tuple[str, ...], ...]

    def tier(self, team: str) -> int | None:
        return next((i for i, tier in enumerate(self.tiers) if team in tier), None)


@dataclass(frozen=True, slots=True)
class SuddenDeath:
    """A tie being played for: who is still in it, who has won a place (best first) or lost one."""

    remaining: tuple[str, ...]
    method: Literal["sudden_death", "nearest"] = "sudden_death"
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()

    def tiers(self) -> tuple[tuple[str, ...], ...]:
        middle = (self.remaining,) if self.remaining else ()
        return tuple((t,) for t in self.top) + middle + tuple((t,) for t in self.bottom)


@dataclass(frozen=True, slots=True)
class PlayedAsk:
    """What rundown and log remember of an ask that is over; `reason` is why a void one is void."""

    ask: int
    round: int
    slot: int
    question: str
    at: int
    void: bool = False
    skipped: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The last correction, as the hall is told of it, until the next step."""

    what: Correction
    at: int
    reason: str
    ask: int | None
    team: str | None
    points: Map[str, int]
    ranking: bool
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class Appeal:
    """A team's request for a ruling; raised is raised, whatever is undone."""

    number: int
    team: str
    ask: int
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class AppealRuling:
    upheld: bool
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Show:
    """Everything a host step can change; undo brings an earlier one back."""

    picture: Picture = "lobby"
    behind: Picture = "lobby"
    covered: bool = False
    paused: bool = False
    paused_at: int = 0
    awaits_host: bool = False
    round: int = -1
    slots: tuple[Slot, ...] = ()
    position: int = -1
    seating: tuple[str, ...] = ()
    turn: Turn | None = None
    stakes: Map[str, int] = Map()
    stakes_clock: Countdown | None = None
    stakes_open: bool = False
    stakes_shown: bool = False
    ask: Ask | None = None
    awards: tuple[Award, ...] = ()
    void_asks: frozenset[int] = frozenset()
    fouls: Map[str, int] = Map()
    early: Map[str, int] = Map()
    wrong_in_round: Map[str, tuple[int, ...]] = Map()
    used: frozenset[str] = frozenset()
    played: tuple[PlayedAsk, ...] = ()
    entered: tuple[Entered, ...] = ()
    past: Map[int, Ask] = Map()
    corrected: Map[str, tuple[Question, ...]] = Map()
    card: "Card | None" = None
    appeal_rulings: Map[int, "AppealRuling"] = Map()
    shown_standings: tuple[tuple[str, int, int], ...] = ()
    earlier_standings: tuple[tuple[str, int, int], ...] = ()
    standings_at: tuple[int, int] | None = None
    frozen: tuple[tuple[str, int, int], ...] | None = None
    sudden_death: SuddenDeath | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def scene(self) -> Picture:
        """The picture being played; the standings may lie over it."""
        return self.behind if self.picture == "standings" else self.picture

    def moment(self, at: int) -> int:
        """The show's own time at server time `at`: it stands still while the show is paused."""
        return self.paused_at if self.paused else at


@dataclass(frozen=True, slots=True)
class AudienceScore:
    points: int = 0
    right: int = 0
    played: int = 0
    used_ms: int = 0
    gained: int = 0
    rank: int = 0
    verdict: Verdict = "none"
    ask: int = 0


@dataclass(frozen=True, slots=True)
class Crowd:
    """The hall after the last reveal: everybody's score, the best seats, and how that ask went."""

    scores: Map[str, AudienceScore] = Map()
    top: tuple[str, ...] = ()
    ask: int = 0
    answered: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What undo (or redo) brings back, and the step it undoes (or redoes)."""

    label: str
    by: str
    at: int
    show: Show
    answers: Map[int, Map[str, GivenAnswer]]
    crowd: Crowd
    earlier: "Snapshot | None"


@dataclass(frozen=True, slots=True)
class Reversal:
    """A host step that was undone or redone. These lines stay, whatever else is undone."""

    what: Literal["undone", "redone"]
    label: str
    at: int


@dataclass(frozen=True)
class ContestState:
    """The whole contest. `version` counts events, `moves` counts host steps, undone ones included.

    Without slots, so that the copy each event makes is cheap (copying.py).
    """

    plan: Plan
    version: int
    at: int
    created_at: int
    moves: int = 0
    seats: Map[str, Occupied] = Map()
    lobby_locked: bool = False
    look: Look = field(default_factory=Look)
    released: frozenset[str] = frozenset()
    tiers: Map[str, Tier] = Map()
    claims: Map[str, tuple[Claim, ...]] = Map()
    started_at: int | None = None
    show: Show = field(default_factory=Show)
    answers: Map[int, Map[str, GivenAnswer]] = Map()
    crowd: Crowd = field(default_factory=Crowd)
    undo: Snapshot | None = None
    redo: Snapshot | None = None
    reversals: tuple[Reversal, ...] = ()
    appeals: tuple[Appeal, ...] = ()

    # --- what everybody asks of a state -----------------------------------------------------------

    @property
    def round(self) -> Round | None:
        """The round being played; in sudden death still the last one."""
        return self.plan.rounds[self.show.round] if self.show.round >= 0 else None

    @property
    def slot(self) -> Slot | None:
        position = self.show.position
        return self.show.slots[position] if 0 <= position < len(self.show.slots) else None

    def asked(self) -> Question:
        """The question of the ask being played; there must be one."""
        assert self.show.ask is not None
        return self.questions(self.show.ask.question)[0]

    def questions(self, name: str) -> tuple[Question, ...]:
        """A question with the key that counts, and after it once for each other answer accepted since."""
        return self.show.corrected.get(name, (self.plan.question_by_id[name],))

    def find_ask(self, number: int) -> Ask | None:
        """The ask being played or one that is over."""
        current = self.show.ask
        return current if current is not None and current.id == number else self.show.past.get(number)

    def is_open(self, appeal: Appeal) -> bool:
        """Whether an appeal still waits for its ruling."""
        return appeal.number not in self.show.appeal_rulings

    def answers_to(self, ask: int) -> Map[str, GivenAnswer]:
        return self.answers.get(ask) or Map()

    def seating(self) -> tuple[str, ...]:
        """Team ids in table order: as drawn, or as listed by number."""
        if self.show.seating:
            return self.show.seating
        return tuple(team.id for team in sorted(self.plan.teams, key=lambda team: team.number))
