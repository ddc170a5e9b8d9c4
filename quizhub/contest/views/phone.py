"""The sections of one phone: `me` (what this seat did and has) and `can` (what it may do now)."""

from typing import Any

from quizhub.contest.current import current_flow, current_rules
from quizhub.contest.rules import Answering, Flow
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import points, told_positions
from quizhub.contest.state import Ask, AudienceScore, ContestState, GivenAnswer, Verdict
from quizhub.contest.views.ask import gained_points
from quizhub.contest.views.race import buzz_state, shown_ms
from quizhub.contest.views.rulings import own_appeals
from quizhub.contest.views.wording import Wording
from quizhub.questions.answers import describe_answer, plain_answer

_NO_SCORE = AudienceScore()


def captain_me(state: ContestState, team: str, words: Wording) -> dict[str, Any]:
    """What a captain's phone holds: points, the place the hall knows of, its answer, press, verdict."""
    seat = captain_seat(team).id
    occupied = state.seats.get(seat)
    rank = next(rank for placed, rank, _ in told_positions(state) if placed == team)
    ask = state.show.ask
    view: dict[str, Any] = {
        "seat": seat,
        "role": "captain",
        "team": team,
        "ready": occupied.ready if occupied is not None else False,
        "points": points(state)[team],
        "rank": rank,
        "ask": ask.id if ask is not None else None,
        "answer": _answer_view(state, ask, seat, words),
        "stake": _stake(state, team),
        "verdict": None,
        "gained": None,
    }
    if state.plan.rules.appeals:
        view["appeals"] = own_appeals(state, team)
    if ask is None:
        return view
    if current_flow(state) is Flow.BUZZ:
        view["buzz"] = buzz_state(state, ask, team)
        press = next((press for press in reversed(ask.race_presses()) if press.team == team), None)
        view["pressed"] = press.ruled if press is not None else None
        view["press_ms"] = shown_ms(press) if press is not None else None
    told = ask.void or ask.phase == "revealed" or current_flow(state) is not Flow.EVERYONE
    verdict = _verdict(ask, team)
    if told and verdict is not None:
        view["verdict"] = verdict
        view["gained"] = gained_points(state, ask.id).get(team, 0)
    return view


def _verdict(ask: Ask, team: str) -> Verdict | None:
    if ask.void:
        return "void" if team in ask.contestants else None
    ruling = ask.rulings.get(team)
    return ruling.verdict if ruling is not None else None


def _stake(state: ContestState, team: str) -> int | None:
    turn = state.show.turn
    if turn is not None and turn.team == team and turn.stake is not None:
        return turn.stake
    return state.show.stakes.get(team)


def _answer_view(state: ContestState, ask: Ask | None, seat: str, words: Wording) -> dict[str, Any] | None:
    """What the server holds of this seat's answer."""
    given: GivenAnswer | None = state.answers_to(ask.id).get(seat) if ask is not None else None
    if given is None or ask is None:
        return None
    question = state.plan.question_by_id[ask.question]
    order = ask.orders.get("options") or ask.orders.get("right")
    view = {
        "answer": plain_answer(given.answer),
        "text": describe_answer(question, given.answer, words.main, order),
        "n": given.n,
        "locked": given.locked,
        "used_ms": given.used_ms,
    }
    entered = state.show.entered
    if entered and any((line.ask, line.seat) == (ask.id, seat) for line in entered):
        view["by_host"] = True
    return view


def captain_can(state: ContestState, team: str) -> list[str]:
    """What a captain may do now; everything else is not worth a control."""
    show = state.show
    seat = state.seats.get(captain_seat(team).id)
    if seat is None:
        return []
    can = [] if seat.ready else ["ready"]
    if own_appeals(state, team)["asks"]:
        can.append("appeal")
    if show.paused or show.covered or show.picture in ("podium", "finished", "standings"):
        return can
    if show.picture == "stakes" and not show.stakes_shown:
        return [*can, "stake"]
    if show.picture == "turn":
        return [*can, *_turn_can(state, team)]
    if show.picture == "ask" and show.ask is not None and not show.ask.void:
        return [*can, *_ask_can(state, show.ask, team)]
    return can


def _turn_can(state: ContestState, team: str) -> list[str]:
    turn, slot, planned = state.show.turn, state.slot, state.round
    assert turn is not None and slot is not None and planned is not None
    if turn.team != team or turn.passed:
        return []
    can = ["stake"] if planned.rules.staked and turn.stake is None else []
    if slot.against:
        can.append("opponent")
    if planned.rules.pass_allowed or slot.against:
        can.append("pass")
    return can


def _ask_can(state: ContestState, ask: Ask, team: str) -> list[str]:
    if team not in ask.contestants or ask.to_audience:
        return []
    if current_flow(state) is Flow.BUZZ and ask.phase in ("shown", "open"):
        pressable = buzz_state(state, ask, team) in ("press", "wait")
        return ["buzz"] if pressable else []
    if current_flow(state) is Flow.BUZZ:
        # A team that had its chance has another when the host names it.
        mine = ask.phase == "answering" and ask.called == team
    else:
        mine = ask.phase == "open" and team not in ask.rulings
    if not mine or ask.time_up or current_rules(state).answering is Answering.SPOKEN:
        return []
    given = state.answers_to(ask.id).get(captain_seat(team).id)
    if given is None:
        return ["answer"]
    return [] if given.locked else ["answer", "lock"]


# --- the audience ---------------------------------------------------------------------------------


def audience_me(state: ContestState, seat: str, words: Wording) -> dict[str, Any]:
    """What a phone in the hall holds: its answer, and its score after each reveal."""
    occupied, ask = state.seats.get(seat), state.show.ask
    score = state.crowd.scores.get(seat, _NO_SCORE)
    answer = _answer_view(state, ask, seat, words)
    verdict, gained = _audience_result(ask, score, answer is not None)
    return {
        "seat": seat,
        "role": "audience",
        "handle": occupied.handle if occupied is not None else "",
        "ask": ask.id if ask is not None else None,
        "answer": answer,
        "verdict": verdict,
        "gained": gained,
        "points": score.points,
        "rank": score.rank or None,
        "of": len(state.crowd.scores),
        "right": score.right,
        "played": score.played,
    }


def _audience_result(
    ask: Ask | None, score: AudienceScore, answered: bool
) -> tuple[Verdict | None, int | None]:
    """Verdict and points of the ask on the screen, once they are known."""
    if ask is not None and ask.void:
        return ("void", 0) if answered else (None, None)
    told = ask is not None and ask.phase == "revealed" and score.ask == ask.id
    return (score.verdict, score.gained) if told else (None, None)


def audience_can(state: ContestState) -> list[str]:
    """What the whole audience may do now."""
    show, ask = state.show, state.show.ask
    open_now = ask is not None and ask.phase in ("open", "answering") and not ask.void
    if not state.plan.rules.audience or not open_now or show.paused or show.covered or show.picture != "ask":
        return []
    # Nobody could judge a hall full of answers in words.
    if state.asked().kind == "open":
        return []
    return [] if ask is not None and ask.time_up else ["answer"]
