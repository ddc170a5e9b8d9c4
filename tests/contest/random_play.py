"""Plays a plan by a seed: sensible and senseless commands of all seats, and jumps in time.

Used by the laws. Every accepted
command stands in `script`, so that the same contest can be played again from another plan.
"""

from random import Random

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.corrections import appealable
from quizhub.contest.deadlines import due_command, next_deadline
from quizhub.contest.decide import decide
from quizhub.contest.drafting import Evidence
from quizhub.contest.evolve import evolve, start
from quizhub.contest.look import Theme
from quizhub.contest.photo_finish import LinkEstimate, Sample, Tier
from quizhub.contest.plan import Plan
from quizhub.contest.seats import CLOCK, HOST, SCREEN, Seat, audience_seat, captain_seat
from quizhub.contest.state import Ask, ContestState
from quizhub.contest.steps import next_step
from quizhub.contest.views.host import host_can
from quizhub.contest.views.phone import captain_can
from quizhub.errors import CommandRejected
from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
)
from quizhub.questions.marking import wrong_answer

AUDIENCE = tuple(audience_seat(str(n)) for n in range(3))


PHONE_AHEAD_MS = 7_000.0
"""By how much the clock of every phone is ahead of ours."""


class RandomPlay:
    """A contest in progress. `act` does one random thing and says whether the contest goes on."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.chance = Random(seed)
        self.at = 1_000_000
        created = e.ContestCreated(at=self.at, plan=plan)
        self.log: list[e.AnyEvent] = [created]
        self.state: ContestState = start(created)
        self.script: list[tuple[c.Command, Seat, int]] = []
        self.captains = tuple(captain_seat(team.id) for team in plan.teams)
        self.links = random_links(self.captains, Random(seed))
        self.n = 0
        for seat in (*self.captains, *AUDIENCE):
            self.try_to(c.TakeSeat(handle="h"), seat)

    def try_to(self, command: c.Command, seat: Seat) -> list[e.AnyEvent] | None:
        """Post a command; None when it is refused."""
        try:
            events = decide(self.state, command, seat, self.at, self.evidence(self.at))
        except CommandRejected:
            return None
        for event in events:
            self.state = evolve(self.state, event)
        self.log += events
        self.script.append((command, seat, self.at))
        return events

    def evidence(self, at: int) -> Evidence:
        """What the server would have measured beside a command at `at`."""
        return Evidence(at + 0.25, self.links)

    def act(self) -> bool:
        roll = self.chance.random()
        if roll < 0.30:
            self.press_next()
        elif roll < 0.52:
            self.captain_acts(self.chance.choice(self.captains))
        elif roll < 0.58:
            self.answer(self.chance.choice(AUDIENCE))
        elif roll < 0.67:
            self.host_acts()
        elif roll < 0.72:
            kind = self.chance.choice([c.Undo, c.Undo, c.Redo])
            self.try_to(kind(step=self.state.moves), HOST)
        elif roll < 0.82:
            seat = self.chance.choice([HOST, *self.captains, *AUDIENCE, SCREEN, CLOCK])
            self.try_to(self.any_command(), seat)
        else:
            self.let_time_pass()
        return self.state.show.picture != "finished"

    # --- sensible -----------------------------------------------------------------------------------

    def press_next(self) -> list[e.AnyEvent] | None:
        step = next_step(self.state)
        if step is None:
            return None
        return self.try_to(c.Next(step=self.state.moves, effect=step.effect), HOST)

    def captain_acts(self, seat: Seat) -> None:
        assert seat.team is not None
        can = captain_can(self.state, seat.team)
        if self.state.show.ask is not None and self.state.show.ask.phase == "answering":
            # Fingers are still on their way when the first press has won.
            can.append("buzz")
        if not can:
            return
        act = self.chance.choice(can)
        if act == "answer":
            self.answer(seat)
        else:
            self.try_to(self.captains_command(act), seat)

    def captains_command(self, act: str) -> c.Command:
        """The command behind a word of `can`."""
        ask = self.state.show.ask
        number = ask.id if ask is not None else 0
        match act:
            case "ready":
                return c.SayReady()
            case "lock":
                return c.LockAnswer(ask=number)
            case "buzz":
                press_ms = self.at + PHONE_AHEAD_MS - self.chance.choice([5, 20, 60, 5_000])
                return c.Buzz(ask=number, press_ms=self.chance.choice([None, press_ms]))
            case "appeal":
                asks = appealable(self.state)
                return c.RaiseAppeal(ask=self.chance.choice(asks or (0,)), reason="x")
            case "stake":
                assert self.state.round is not None
                return c.ChooseStake(stake=self.chance.choice(self.state.round.rules.stake_choices()))
            case "opponent":
                return c.NameOpponent(opponent=self.chance.choice(self.state.plan.teams).id)
            case _:
                return c.PassTurn()

    def answer(self, seat: Seat) -> list[e.AnyEvent] | None:
        if self.state.show.ask is None:
            return None
        return self.try_to(self.answering(), seat)

    def answering(self) -> c.SubmitAnswer:
        assert self.state.show.ask is not None
        self.n += 1
        given = random_answer(self.chance, self.state)
        lock = self.chance.random() < 0.4
        return c.SubmitAnswer(ask=self.state.show.ask.id, answer=given, n=self.n, lock=lock)

    def host_acts(self) -> None:
        # Without the podium, or hardly any contest would come to its end by itself.
        can = [name for name in host_can(self.state) if name != "FinishContest"]
        name = self.chance.choice(can)
        self.try_to(self.chance.choice(host_commands(self.state)[name]), HOST)

    # --- senseless ----------------------------------------------------------------------------------

    def any_command(self) -> c.Command:
        if self.state.show.ask is not None and self.chance.random() < 0.3:
            return self.answering()
        acts = ["ready", "lock", "buzz", "opponent", "pass", "appeal", "host", "host", "sit", "time"]
        act = self.chance.choice(acts)
        if act == "host":
            commands = host_commands(self.state)
            return self.chance.choice(commands[self.chance.choice(sorted(commands))])
        if act == "sit":
            return c.TakeSeat()
        if act == "time":
            return self.chance.choice([c.TimePassed(), c.AwaitHost(), c.CompensateClock(gap_ms=500)])
        return self.captains_command(act)

    # --- time ---------------------------------------------------------------------------------------

    def let_time_pass(self) -> None:
        if self.chance.random() < 0.02:
            self.try_to(c.AwaitHost(), CLOCK)
            return
        deadline = next_deadline(self.state)
        if deadline is not None and self.chance.random() < 0.4:
            # Just before, at, or after the deadline, which has not been told yet in the last two cases.
            self.at = max(self.at, deadline + self.chance.choice([-1, 0, 5]))
            return
        until = self.at + self.chance.choice([0, 90, 300, 900, 2_500, 40_000])
        for _ in range(20):
            deadline = next_deadline(self.state)
            if deadline is None or deadline > until:
                break
            self.at = max(self.at, deadline)
            command = due_command(self.state, self.at)
            assert command is not None
            assert self.try_to(command, CLOCK) is not None
        else:
            raise AssertionError("deadlines follow each other without end")
        self.at = max(self.at, until)


def random_links(captains: tuple[Seat, ...], chance: Random) -> dict[str, LinkEstimate]:
    """The links of some of the captains; the others were never measured."""
    links = {}
    for seat in captains:
        way = chance.choice([None, 6.0, 40.0, 300.0])
        if way is not None and seat.team is not None:
            best = Sample(1_000.0, 1_000.0 + way / 2 + PHONE_AHEAD_MS, 1_000.0 + way)
            links[seat.team] = LinkEstimate(best, chance.choice([8.0, 80.0]), chance.choice([3, 20]))
    return links


def host_commands(state: ContestState) -> dict[str, list[c.Command]]:
    """Every command of the host by wire name, with arguments of which some fit where any can."""
    teams = [team.id for team in state.plan.teams]
    slot = state.slot
    others = [team for team in teams if slot is None or team != slot.team]
    choices = state.round.rules.stake_choices() if state.round is not None else ()
    stakes = [*choices[:2], 999]
    return {
        "Pause": [c.Pause()],
        "Resume": [c.Resume()],
        "ExtendTime": [c.ExtendTime(seconds=20), c.ExtendTime(seconds=-5)],
        "CloseAnswers": [c.CloseAnswers()],
        "AnswerForTeam": answers_for(state),
        "RuleAnswer": [c.RuleAnswer(team=team, right=right) for team in teams for right in (True, False)],
        "TrustDevice": [c.TrustDevice(team=team, tier=tier) for team in teams for tier in Tier],
        "PickTeam": [c.PickTeam(team=team) for team in teams],
        "RepeatQuestion": [c.RepeatQuestion()],
        "ShowStandings": [c.ShowStandings(on=on) for on in (True, False)],
        "FreezeStandings": [c.FreezeStandings(on=on) for on in (True, False)],
        "CoverScreen": [c.CoverScreen(on=on) for on in (True, False)],
        "DressScreen": [c.DressScreen(theme=Theme.HONOUR), c.DressScreen(sound=True, volume=30, calm=True)],
        **corrections(state),
        "SkipQuestion": [c.SkipQuestion()],
        "AdjustPoints": [
            c.AdjustPoints(team=teams[0], total=33, reason="x"),
            *(c.AdjustPoints(team=team, points=7, reason="x") for team in teams),
        ],
        "CallFoul": [c.CallFoul(team=t, foul=f.id) for t in teams for f in state.plan.rules.fouls],
        "ReleaseSeat": [c.ReleaseSeat(team=team) for team in teams],
        "LockLobby": [c.LockLobby(locked=locked) for locked in (True, False)],
        "ChooseStake": [c.ChooseStake(team=team, stake=stake) for team in teams for stake in stakes],
        "NameOpponent": [c.NameOpponent(opponent=team) for team in others],
        "PassTurn": [c.PassTurn()],
        "FinishContest": [c.FinishContest()],
    }


def answers_for(state: ContestState) -> list[c.Command]:
    """The host answers for every team; a question that is not there is refused."""
    ask, chance = state.show.ask, Random(state.version)
    if ask is None:
        return [c.AnswerForTeam(team="t1", ask=1, answer=ChoiceAnswer(chosen=("a",)))]
    given = [random_answer(chance, state) for _ in state.plan.teams]
    teams = [team.id for team in state.plan.teams]
    return [
        c.AnswerForTeam(team=t, ask=ask.id, answer=answer) for t, answer in zip(teams, given, strict=True)
    ]


def corrections(state: ContestState) -> dict[str, list[c.Command]]:
    """What may be put right about the question being played and about those that are over."""
    current = [state.show.ask] if state.show.ask is not None else []
    every = [*state.show.past.values(), *current]
    asks = _a_few(every)
    voids = [c.VoidQuestion(reason="x"), c.VoidQuestion(replace=False)]
    keys = [
        c.CorrectKey(ask=ask.id, answer=_another(state, ask), also=bool(ask.id % 2), reason="x")
        for ask in _a_few([ask for ask in every if state.questions(ask.question)[0].kind != "open"])
    ]
    verdicts = [
        c.ChangeVerdict(ask=ask.id, team=ask.contestants[0], verdict=verdict, reason="x")
        for ask in asks
        for verdict in ("right", "wrong")
    ]
    return {
        "VoidQuestion": [*voids, *(c.VoidQuestion(ask=ask.id) for ask in asks)],
        "CorrectKey": [c.CorrectKey(ask=0, answer=ChoiceAnswer(chosen=("a",)), reason="x"), *keys],
        "ChangeVerdict": [c.ChangeVerdict(ask=0, team="t1", verdict="void", reason="x"), *verdicts],
        "RuleAppeal": [c.RuleAppeal(appeal=n + 1, upheld=n % 2 > 0) for n in range(len(state.appeals) + 1)],
    }


def _a_few(asks: list[Ask]) -> list[Ask]:
    """The newest asks that may still be corrected, and one that may not: every refusal has its example."""
    correctable = [ask for ask in asks if not ask.void and not ask.tie]
    others = [ask for ask in asks if ask.void or ask.tie]
    return [*correctable[:1], *correctable[1:][-2:], *others[-2:]]


def _another(state: ContestState, ask: Ask) -> Answer:
    """An answer that is wrong by the key, never with a planted word in it."""
    question = state.questions(ask.question)[0]
    if question.kind == "numeric":
        return NumericAnswer(text="80")
    return FillAnswer(texts=("不对",)) if question.kind == "fill" else wrong_answer(question, ask.id)


def random_answer(chance: Random, state: ContestState) -> Answer:
    """An answer to the question being played, right or wrong, never with a planted word in it."""
    question = state.asked()
    body = question.body
    match body.kind:
        case "multiple_choice":
            return ChoiceAnswer(chosen=tuple(chance.sample("abcd", chance.randint(1, 3))))
        case "single_choice" | "true_false":
            return ChoiceAnswer(chosen=(chance.choice(body.ids),))
        case "fill":
            return FillAnswer(texts=(chance.choice(["也对", "不对"]),))
        case "numeric":
            return NumericAnswer(text=chance.choice(["3", "5", "80"]))
        case "order":
            return OrderAnswer(sequence=tuple(chance.sample("abcd", 4)))
        case "open":
            return OpenAnswer(text=chance.choice(["关阀", "不知道"]))
        case "hotspot":
            return HotspotAnswer(points=(chance.choice([(0.2, 0.2), (0.5, 0.5)]),))
        case _:
            return MatchAnswer(pairs=(("a", chance.choice("pqr")),))
