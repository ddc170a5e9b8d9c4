"""Putting things right: void, key, verdict, points, also of questions long past; appeals.

Nothing is edited: a correction is a host step of its own that adds lines to the ledger, told to the
hall by a card, and undone as one. Ties are not corrected but undone: what followed hangs on them.
"""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.asks import RIGHT, Judgement, add_points, give_verdict, judge_answer, void, worth
from quizhub.contest.current import rules_of
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.rules import AppealUntil
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import counted, places, points
from quizhub.contest.state import Ask, ContestState
from quizhub.errors import Code
from quizhub.questions.correcting import NoSuchKey, with_key_of

_OF_VERDICTS = frozenset({"right", "partly", "wrong", "answer_void", "opponent_wrong", "corrected"})
"""The reasons of ledger lines that a verdict has led to."""


def void_question(draft: Draft, command: c.VoidQuestion) -> None:
    """The question counts for nobody, before or after its reveal, however long ago."""
    current = draft.state.show.ask
    ask = draft.ask if command.ask is None else _ask(draft.state, command.ask)
    refuse_unless(not ask.void, Code.NOT_NOW)
    before = draft.state
    draft.step("void_question")
    if current is not None and ask.id == current.id:
        void(draft, command.reason, replace=command.replace)
    else:
        refuse_unless(not ask.tie, Code.NOT_NOW)
        draft.add(e.AskVoided(at=draft.at, ask=ask.id, reason=command.reason))
    _tell(draft, before, "void", command.reason, ask=ask.id)


def correct_key(draft: Draft, command: c.CorrectKey) -> None:
    """Another answer is right, or right as well: everybody the machine has judged is judged again."""
    ask = _ask(draft.state, command.ask)
    refuse_unless(not ask.tie and not ask.void, Code.NOT_NOW)
    question = draft.state.questions(ask.question)[0]
    try:
        with_key_of(question, command.answer)
    except NoSuchKey:
        refuse_unless(False, Code.BAD_ANSWER)
    before = draft.state
    draft.step("correct_key")
    draft.add(e.KeyCorrected(at=draft.at, question=question.id, answer=command.answer, also=command.also))
    for played in _playings(draft.state, question.id):
        _judge_again(draft, played, command.reason)
    _tell(draft, before, "accept" if command.also else "key", command.reason, ask=ask.id)


def change_verdict(draft: Draft, command: c.ChangeVerdict) -> None:
    """A team's answer was judged wrongly: its verdict changes, and the points of it."""
    ask = _ask(draft.state, command.ask)
    refuse_unless(not ask.tie and not ask.void and _is_judged(draft.state, ask), Code.NOT_NOW)
    refuse_unless(command.team in ask.contestants, Code.NOT_YOUR_TURN)
    judgement = RIGHT if command.verdict == "right" else Judgement(command.verdict)
    ruling = ask.rulings.get(command.team)
    refuse_unless(ruling is None or ruling.verdict != command.verdict, Code.NOT_NOW)
    before = draft.state
    draft.step("change_verdict")
    _settle(draft, ask, command.team, judgement, draft.seat.id, command.reason)
    _tell(draft, before, "verdict", command.reason, ask=ask.id, team=command.team)


def adjust_points(draft: Draft, command: c.AdjustPoints) -> None:
    """Points by decision: so many more or less, or so that the total becomes what is named."""
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless((command.points is None) != (command.total is None), Code.NOT_NOW)
    difference = command.points
    if difference is None:
        assert command.total is not None
        difference = command.total - points(draft.state)[command.team]
    refuse_unless(difference != 0, Code.NOT_NOW)
    before = draft.state
    draft.step("adjust_points")
    add_points(draft, command.team, difference, "adjusted", command.reason)
    _tell(draft, before, "points", command.reason, team=command.team)


# --- appeals --------------------------------------------------------------------------------------


def raise_appeal(draft: Draft, command: c.RaiseAppeal) -> None:
    """A captain asks for a ruling, as often and as long as the rules allow."""
    state, team = draft.state, draft.seat.team
    assert team is not None
    ask = _ask(state, command.ask)
    refuse_unless(_may_still_be_appealed(state, ask), Code.LATE)
    open_one = any((a.team, a.ask) == (team, ask.id) and state.is_open(a) for a in state.appeals)
    refuse_unless(not open_one, Code.NOT_NOW)
    refuse_unless(appeals_left(state, team) > 0, Code.NO_APPEALS_LEFT)
    number = len(state.appeals) + 1
    draft.add(e.AppealRaised(at=draft.at, appeal=number, team=team, ask=ask.id, reason=command.reason))


def appeals_left(state: ContestState, team: str) -> int:
    """How often a team may still appeal; one that was upheld does not count."""
    upheld = {number for number, ruling in state.show.appeal_rulings.items() if ruling.upheld}
    used = sum(1 for appeal in state.appeals if appeal.team == team and appeal.number not in upheld)
    return max(0, state.plan.rules.appeals - used)


def appealable(state: ContestState) -> tuple[int, ...]:
    """The asks that may be appealed against now, in the order they were played."""
    current = state.show.ask
    asks = [*state.show.past.values(), *([current] if current is not None else [])]
    return tuple(sorted(ask.id for ask in asks if _may_still_be_appealed(state, ask)))


def _may_still_be_appealed(state: ContestState, ask: Ask) -> bool:
    if state.show.picture == "finished" or ask.tie or not (_is_judged(state, ask) or ask.void):
        return False
    until, current = state.plan.rules.appeal_until, state.show.ask
    if until is AppealUntil.NEXT_QUESTION:
        latest = current if current is not None else max(state.show.past.values(), key=lambda a: a.id)
        return ask.id == latest.id
    return until is AppealUntil.CONTEST or ask.round == state.show.round


def rule_appeal(draft: Draft, command: c.RuleAppeal) -> None:
    """The arbiter's word. What follows from it for points or verdicts is a correction of its own."""
    appeal = next((one for one in draft.state.appeals if one.number == command.appeal), None)
    refuse_unless(appeal is not None and draft.state.is_open(appeal), Code.NOT_NOW)
    assert appeal is not None
    before = draft.state
    draft.step("rule_appeal")
    draft.add(
        e.AppealRuled(
            at=draft.at, appeal=appeal.number, upheld=command.upheld, note=command.note, by=draft.seat.id
        )
    )
    _tell(draft, before, "appeal", command.note, ask=appeal.ask, team=appeal.team, upheld=command.upheld)


# --- what corrections have in common ----------------------------------------------------------------


def _ask(state: ContestState, number: int) -> Ask:
    ask = state.find_ask(number)
    refuse_unless(ask is not None, Code.WRONG_QUESTION)
    assert ask is not None
    return ask


def _is_judged(state: ContestState, ask: Ask) -> bool:
    """Whether the question is over: revealed, or another one has taken its place."""
    return ask.phase == "revealed" or ask.id in state.show.past


def _playings(state: ContestState, question: str) -> list[Ask]:
    """Every time the question was played for points that count."""
    asks = [*state.show.past.values()]
    if state.show.ask is not None:
        asks.append(state.show.ask)
    return [ask for ask in asks if ask.question == question and not ask.void and not ask.tie]


def _judge_again(draft: Draft, ask: Ask, reason: str) -> None:
    """Judge anew what the machine has judged; a host's ruling stands."""
    given = draft.state.answers_to(ask.id)
    for team, ruling in sorted(ask.rulings.items()):
        answer = given.get(captain_seat(team).id)
        if ruling.by != "machine" or answer is None:
            continue
        judgement = judge_answer(draft.state, ask, answer.answer)
        if (judgement.verdict, str(judgement.share)) != (ruling.verdict, ruling.share):
            _settle(draft, ask, team, judgement, "machine", reason)


def _settle(draft: Draft, ask: Ask, team: str, judgement: Judgement, by: str, reason: str) -> None:
    """The new verdict, and for everybody it concerns the difference to what the old one had led to."""
    give_verdict(draft, team, judgement, by, ask=ask.id)
    wanted = dict.fromkeys((team, ask.asker or team), 0)
    line = worth(rules_of(draft.state, ask), ask, team, judgement)
    if line is not None:
        wanted[line.team] = line.points
    for one, due in wanted.items():
        held = sum(
            award.points
            for award in counted(draft.state)
            if (award.ask, award.team) == (ask.id, one) and award.reason in _OF_VERDICTS
        )
        add_points(draft, one, due - held, "corrected", reason, ask=ask.id)


def _tell(
    draft: Draft,
    before: ContestState,
    what: e.Correction,
    reason: str,
    ask: int | None = None,
    team: str | None = None,
    upheld: bool | None = None,
) -> None:
    """Close a correction with what the hall is told: whose points and whether any place changed."""
    differences, ranking = changes(before, draft.state)
    draft.add(
        e.CorrectionMade(
            at=draft.at,
            what=what,
            by=draft.seat.id,
            reason=reason,
            ask=ask,
            team=team,
            points=differences,
            ranking=ranking,
            upheld=upheld,
        )
    )


def changes(before: ContestState, after: ContestState) -> tuple[dict[str, int], bool]:
    """The difference in points by team (those without one left out), and whether any place changed."""
    old, new = points(before), points(after)
    differences = {team: new[team] - old[team] for team in new if new[team] != old[team]}
    ranks_before, ranks = ({place.team: place.rank for place in places(s)} for s in (before, after))
    return differences, ranks_before != ranks
