"""The host's own sections: `next`, `rundown`, `grid`, `key`, `log`, `lobby`.

The key is shown once answers are closed; where answers are spoken, as soon as a team may speak,
because there the host is the judge.
"""

import math
from collections.abc import Iterator
from typing import Any, Literal

from quizhub.contest.current import current_flow, current_rules
from quizhub.contest.events import AwardReason
from quizhub.contest.flows import buzz
from quizhub.contest.photo_finish import WORST_FIRST, Tier, is_suspicious
from quizhub.contest.plan import Round
from quizhub.contest.rules import Answering, Flow
from quizhub.contest.run_time import left_s, pace, questions_in, round_s
from quizhub.contest.seats import captain_seat, seat_of
from quizhub.contest.standings import counted, places
from quizhub.contest.state import Ask, ContestState, Snapshot
from quizhub.contest.steps import next_step
from quizhub.contest.views.ask import key_text, team_answers
from quizhub.contest.views.hall import Button, HallFacts, Presence
from quizhub.contest.views.wording import Wording
from quizhub.questions.model import OpenKey, Question

LOG_LINES = 30
LABEL_CHARS = 14


def next_view(state: ContestState, words: Wording) -> dict[str, Any]:
    """The big key: its effect, whether it may be pressed, and what undo and redo would do."""
    step = next_step(state)
    detail = dict(step.detail) if step is not None else {}
    if "title" in detail:
        detail["title"] = words(detail["title"])
    return {
        "moves": state.moves,
        "effect": step.effect if step is not None else None,
        "enabled": step is not None and step.enabled and not state.show.paused,
        "detail": detail,
        "undo": _label(state.undo),
        "redo": _label(state.redo),
        "can": host_can(state),
    }


def _label(snapshot: Snapshot | None) -> str | None:
    return snapshot.label if snapshot is not None else None


def host_can(state: ContestState) -> list[str]:
    """The other commands that can succeed now, by wire name."""
    show = state.show
    can = ["Resume" if show.paused else "Pause", "CoverScreen", "DressScreen", "AdjustPoints"]
    can += ["LockLobby", "TrustDevice"]
    if state.plan.rules.fouls:
        can.append("CallFoul")
    if any(captain_seat(team).id in state.seats for team in state.plan.team_by_id):
        can.append("ReleaseSeat")
    if show.picture not in ("lobby", "podium", "finished"):
        can += ["ShowStandings", "FreezeStandings"]
    if show.picture not in ("podium", "finished"):
        can.append("FinishContest")
    if not show.paused:
        can += _choices_can(state)
    can += _rulings_can(state)
    if show.ask is not None and not show.ask.void:
        can += _ask_can(show.ask)
        if not show.paused:
            can += _play_can(state, show.ask)
    return can


def _choices_can(state: ContestState) -> list[str]:
    """What the host may choose for a team on the turn card, or while all choose their stakes."""
    show, slot = state.show, state.slot
    if show.scene == "stakes" and not show.stakes_shown:
        return ["ChooseStake"]
    if show.scene != "turn" or show.turn is None or show.turn.passed or slot is None:
        return []
    rules = current_rules(state)
    can = ["ChooseStake"] if rules.staked else []
    if slot.against:
        can.append("NameOpponent")
    if rules.pass_allowed or slot.against:
        can.append("PassTurn")
    return can


def _rulings_can(state: ContestState) -> list[str]:
    """What may be put right: the question being played, and those that are over."""
    current, past = state.show.ask, state.show.past.values()
    over = [ask for ask in past if not ask.tie and not ask.void]
    playing = current is not None and not current.void
    can = ["VoidQuestion"] if playing or over else []
    correctable = [*over, *([current] if playing and current is not None and not current.tie else [])]
    if any(state.plan.question_by_id[ask.question].kind != "open" for ask in correctable):
        can.append("CorrectKey")
    if over or (playing and current is not None and not current.tie and current.phase == "revealed"):
        can.append("ChangeVerdict")
    if any(state.is_open(appeal) for appeal in state.appeals):
        can.append("RuleAppeal")
    return can


def _ask_can(ask: Ask) -> list[str]:
    """What may be done about the question even while the show is paused."""
    can = []
    if ask.phase != "revealed":
        can.append("SkipQuestion")
    if ask.phase in ("open", "answering") and ask.clock is not None:
        can.append("ExtendTime")
    return can


def _play_can(state: ContestState, ask: Ask) -> list[str]:
    can = []
    if ask.phase in ("open", "answering") and ask.repeats < current_rules(state).repeats:
        can.append("RepeatQuestion")
    if ask.phase == "open":
        can.append("CloseAnswers")
    racing = current_flow(state) is Flow.BUZZ and ask.phase in ("shown", "open") and ask.decides_at is None
    if racing and not ask.to_audience:
        can.append("PickTeam")
    if _may_be_answered_for(state, ask):
        can.append("AnswerForTeam")
    if may_be_ruled(state, ask):
        can.append("RuleAnswer")
    return can


def _may_be_answered_for(state: ContestState, ask: Ask) -> list[str]:
    """The teams for which the host may enter an answer now."""
    if _race(state):
        mine = [ask.called]
    else:
        mine = [team for team in ask.contestants if ask.phase == "open" and team not in ask.rulings]
    if (
        current_rules(state).answering is Answering.SPOKEN
        or ask.time_up
        or ask.phase in ("closed", "revealed")
    ):
        return []
    given = state.answers_to(ask.id)
    locked = {seat for seat, answer in given.items() if answer.locked}
    return [team for team in mine if team is not None and captain_seat(team).id not in locked]


def may_be_ruled(state: ContestState, ask: Ask) -> list[str]:
    """The teams whose answer the host may rule on now."""
    if ask.void:
        return []
    if current_flow(state) is Flow.BUZZ:
        return [ask.called] if ask.called is not None else []
    return list(ask.contestants) if ask.phase in ("open", "closed") and not ask.tie else []


# --- rundown --------------------------------------------------------------------------------------


def rundown_view(state: ContestState, words: Wording) -> list[dict[str, Any]]:
    """The programme: rounds done, now and next, with the questions of each and its minutes."""
    return [_round_line(state, index, planned, words) for index, planned in enumerate(state.plan.rounds)]


def _round_line(state: ContestState, index: int, planned: Round, words: Wording) -> dict[str, Any]:
    current = state.show.round
    tie = state.show.picture == "tie" or state.show.sudden_death is not None
    over = index < current or tie or state.show.picture in ("podium", "finished")
    line: dict[str, Any] = {
        "title": words(planned.title),
        "flow": str(planned.flow),
        "questions": questions_in(state.plan, planned),
        "state": "done" if over else "now" if index == current else "next",
        "minutes": max(1, round(round_s(state.plan, index) * pace(state) / 60)),
        "asks": [],
    }
    if index == current:
        line["asks"] = [_slot_line(state, number, words) for number in range(len(state.show.slots))]
    return line


def _slot_line(state: ContestState, number: int, words: Wording) -> dict[str, Any]:
    """One question of the round; one not played yet shows no text, for host screens get mirrored."""
    slot = state.show.slots[number]
    played = [p for p in state.show.played if p.round == state.show.round and p.slot == number]
    ask = state.show.ask
    here = ask is not None and ask.slot == number and not ask.tie
    question = ask.question if here and ask is not None else played[-1].question if played else None
    label = ""
    if question is not None:
        stem = words(state.plan.question_by_id[question].stem)
        label = stem if isinstance(stem, str) else stem[0]
    done = bool(played) and (not here or (ask is not None and (ask.phase == "revealed" or ask.void)))
    status = "void" if done and played[-1].void else "done" if done else "now" if here else "next"
    if not here and not done and number <= state.show.position:
        status = "done" if number < state.show.position else "now"
    return {
        "n": number + 1,
        "label": label[: LABEL_CHARS * 2] + ("…" if len(label) > LABEL_CHARS * 2 else ""),
        "team": slot.team,
        "player": slot.player,
        "state": status,
    }


# --- teams ----------------------------------------------------------------------------------------


def grid_view(state: ContestState, hall: HallFacts) -> list[dict[str, Any]]:
    """One cell a team: connection, answer (never whether it is right before the reveal), points."""
    by_team = {place.team: place for place in places(state)}
    return [_cell(state, team, by_team[team].points, by_team[team].rank, hall) for team in state.seating()]


def _cell(state: ContestState, team: str, points: int, rank: int, hall: HallFacts) -> dict[str, Any]:
    ask = state.show.ask
    occupied = state.seats.get(captain_seat(team).id)
    presence = hall.presence.get(team, Presence())
    given = state.answers_to(ask.id).get(captain_seat(team).id) if ask is not None else None
    ruling = ask.rulings.get(team) if ask is not None else None
    turn = state.show.turn
    return {
        "team": team,
        "points": points,
        "rank": rank,
        "seat": "empty" if occupied is None else "ready" if occupied.ready else "joined",
        "moved_at": occupied.moved_at if occupied is not None else None,
        "online": presence.online,
        "offline_s": presence.offline_s,
        "link_ms": presence.link_ms,
        "link": presence.link,
        "tier": str(state.tiers.get(team, Tier.PLAYER)),
        "suspicious": is_suspicious(state.claims.get(team, ())),
        "button": _button(hall.buttons.get(team)),
        "seen": ask is not None and presence.seen_ask == ask.id,
        "answered": {"used_ms": given.used_ms, "locked": given.locked} if given is not None else None,
        "verdict": ruling.verdict if ruling is not None else None,
        "stake": state.show.stakes.get(team, turn.stake if turn is not None and turn.team == team else None),
        "turn": turn is not None and turn.team == team,
        "contestant": ask is not None and team in ask.contestants,
        "called": ask is not None and ask.called == team,
        "out": ask is not None and (team in ask.out or (_race(state) and buzz.barred(state, team))),
        "early": state.show.early.get(team, 0),
        "fouls": state.show.fouls.get(team, 0),
    }


def _button(button: Button | None) -> dict[str, Any] | None:
    if button is None:
        return None
    return {"state": button.state, "link_ms": button.link_ms, "link": button.link}


def _race(state: ContestState) -> bool:
    return current_flow(state) is Flow.BUZZ


# --- the key and the log --------------------------------------------------------------------------


def key_view(state: ContestState, words: Wording) -> dict[str, Any] | None:
    """The read-aloud note at any time of the ask; the right answer only when the host may know it."""
    ask = state.show.ask
    if ask is None or state.show.picture not in ("ask", "standings"):
        return None
    question = state.questions(ask.question)[0]
    note = words(question.note) if question.note is not None else None
    if not _host_may_know(state, ask):
        return {"note": note} if note else None
    return {
        "note": note,
        **_judging_view(question, words),
        "text": key_text(question, ask, words),
        "why": words(question.explanation) if question.explanation is not None else None,
        "ruled": may_be_ruled(state, ask),
        "answers": team_answers(state, ask, question, words),
    }


def _judging_view(question: Question, words: Wording) -> dict[str, Any]:
    """What helps to judge an answer in words of one's own: what to look for, words to listen for."""
    if not isinstance(question.key, OpenKey):
        return {}
    rubric = [{"criterion": words(one.criterion), "points": one.points} for one in question.key.rubric]
    return {"rubric": rubric, "keywords": question.key.keywords}


def _host_may_know(state: ContestState, ask: Ask) -> bool:
    if ask.phase in ("closed", "revealed"):
        return True
    spoken = current_rules(state).answering is not Answering.DEVICE
    speaking = ask.phase == "answering" or (ask.phase == "open" and not _race(state))
    return spoken and speaking and not ask.to_audience


LogWhat = Literal[AwardReason, "void", "void_early", "skipped", "undone", "redone", "answered_for"]
"""What a line of the log is about."""


def log_view(state: ContestState) -> list[dict[str, Any]]:
    """The last rulings, newest first: points with their reason, questions that do not count, answers the host
    entered, undone steps."""
    lines = [*_award_lines(state), *_void_lines(state), *_entered_lines(state), *_reversal_lines(state)]
    lines.sort(key=lambda line: line["at"])
    return lines[: -LOG_LINES - 1 : -1]


def _log_line(at: int, what: LogWhat, note: str, n: int | None = None) -> dict[str, Any]:
    return {"at": at, "what": what, "team": None, "points": 0, "note": note, "n": n}


def _award_lines(state: ContestState) -> Iterator[dict[str, Any]]:
    asks = {played.ask: played.slot + 1 for played in state.show.played}
    if state.show.ask is not None:
        asks[state.show.ask.id] = state.show.ask.slot + 1
    for award in counted(state):
        n = asks.get(award.ask) if award.ask is not None else None
        line = _log_line(award.at, award.reason, award.note, n)
        yield {**line, "team": award.team, "points": award.points}


def _void_lines(state: ContestState) -> Iterator[dict[str, Any]]:
    """The note of a void question is what the host wrote, or the id of the foul that made it void."""
    for played in state.show.played:
        if played.reason == "early_press":
            yield _log_line(played.at, "void_early", "", played.slot + 1)
        elif played.void:
            what: LogWhat = "skipped" if played.skipped else "void"
            yield _log_line(played.at, what, played.reason, played.slot + 1)


def _entered_lines(state: ContestState) -> Iterator[dict[str, Any]]:
    for entered in state.show.entered:
        ask = state.find_ask(entered.ask)
        line = _log_line(entered.at, "answered_for", "", ask.slot + 1 if ask is not None else None)
        yield {**line, "team": seat_of(entered.seat).team}


def _reversal_lines(state: ContestState) -> Iterator[dict[str, Any]]:
    """The note is the step's label."""
    return (_log_line(step.at, step.what, step.label) for step in state.reversals)


def lobby_view(state: ContestState, hall: HallFacts, at: int) -> dict[str, Any]:
    """Seats with their PINs and cards, connections, and the time the show has taken and will take."""
    seats = [
        {
            "team": team,
            "pin": hall.pins.get(team, ""),
            "card_url": hall.card_urls.get(team, ""),
            "seat": "empty" if captain_seat(team).id not in state.seats else "taken",
        }
        for team in state.seating()
    ]
    elapsed = (at - state.started_at) // 1000 if state.started_at is not None else 0
    return {
        "locked": state.lobby_locked,
        "seats": seats,
        "link": _hall_link(hall),
        "screens": hall.screens,
        "audience_online": hall.audience_online,
        "elapsed_s": elapsed,
        "left_min": math.ceil(left_s(state) / 60),
    }


def _hall_link(hall: HallFacts) -> str | None:
    """Whether the network is fit for a race: as its worst captain's link; None while nobody is connected."""
    grades = {presence.link for presence in hall.presence.values() if presence.online}
    return next((str(grade) for grade in WORST_FIRST if grade in grades), None)
