"""What the host does beside the next key: pause, rule, correct, undo. Every act is one step."""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.asks import Judgement, add_points, close, give_verdict, void
from quizhub.contest.current import current_flow, current_rules
from quizhub.contest.deadlines import clock_runs
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.flows import buzz
from quizhub.contest.racing import signal_lead_ms
from quizhub.contest.rules import Flow, FoulEffect
from quizhub.contest.state import Award
from quizhub.contest.steps import flow_of, next_step, take_step
from quizhub.errors import Code


def go_next(draft: Draft, command: c.Next) -> None:
    """Do what the key says; refused when the situation is no longer the one it was pressed in."""
    state = draft.state
    refuse_unless(command.step == state.moves, Code.STALE_STEP)
    step = next_step(state)
    refuse_unless(step is not None, Code.FINISHED)
    assert step is not None
    refuse_unless(command.effect in (None, step.effect), Code.STALE_STEP)
    refuse_unless(not state.show.paused, Code.PAUSED)
    refuse_unless(step.enabled, Code.NOT_NOW)
    take_step(draft, step)


def pause(draft: Draft, command: c.Pause) -> None:
    refuse_unless(not draft.state.show.paused, Code.NOT_NOW)
    draft.step("pause")
    draft.add(e.ShowPaused(at=draft.at))


def await_host(draft: Draft, command: c.AwaitHost) -> None:
    """Nobody is there to move the show: no team loses time over it. The host resumes."""
    refuse_unless(clock_runs(draft.state), Code.NOT_NOW)
    draft.step("pause")
    draft.add(e.ShowPaused(at=draft.at, awaits_host=True))


def resume(draft: Draft, command: c.Resume) -> None:
    refuse_unless(draft.state.show.paused, Code.NOT_NOW)
    draft.step("resume")
    draft.add(e.ShowResumed(at=draft.at, opens_at=_race_reopens(draft)))


def _race_reopens(draft: Draft) -> int | None:
    """A race nobody has won gets its start signal again, or the first to see “resumed” would win it."""
    ask = draft.state.show.ask
    racing = ask is not None and ask.phase == "open" and not ask.to_audience
    if not racing or current_flow(draft.state) is not Flow.BUZZ:
        return None
    return draft.at + signal_lead_ms(draft.state)


def extend_time(draft: Draft, command: c.ExtendTime) -> None:
    """More (or less) time on the ask's clock; also after it ran out, as long as nothing closed."""
    ask = draft.ask
    refuse_unless(ask.phase in ("open", "answering") and ask.clock is not None, Code.NOT_NOW)
    refuse_unless(command.seconds != 0, Code.NOT_NOW)
    draft.step("extend_time")
    draft.add(e.TimeExtended(at=draft.at, ms=command.seconds * 1000))


def close_answers(draft: Draft, command: c.CloseAnswers) -> None:
    """Lock now, whatever the clock says; in a race nobody may press any more."""
    refuse_unless(draft.ask.phase == "open" and not draft.state.show.paused, Code.NOT_NOW)
    draft.step("close_answers")
    close(draft, "host")


def rule_answer(draft: Draft, command: c.RuleAnswer) -> None:
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless(not draft.state.show.paused, Code.PAUSED)
    refuse_unless(not draft.ask.void, Code.NOT_NOW)
    flow_of(draft.state).rule(draft, command.team, command.right)


def pick_team(draft: Draft, command: c.PickTeam) -> None:
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless(not draft.state.show.paused, Code.PAUSED)
    refuse_unless(draft.ask.phase != "revealed" and current_flow(draft.state) is Flow.BUZZ, Code.NOT_NOW)
    buzz.pick(draft, command.team)


def repeat_question(draft: Draft, command: c.RepeatQuestion) -> None:
    """Read the question again on request; the running clock starts afresh."""
    ask = draft.ask
    refuse_unless(ask.phase in ("open", "answering") and not draft.state.show.paused, Code.NOT_NOW)
    refuse_unless(ask.repeats < current_rules(draft.state).repeats, Code.NO_REPEATS_LEFT)
    draft.step("repeat_question")
    draft.add(e.QuestionRepeated(at=draft.at, ask=ask.id))


def show_standings(draft: Draft, command: c.ShowStandings) -> None:
    picture = draft.state.show.picture
    refuse_unless(picture not in ("lobby", "podium", "finished"), Code.NOT_NOW)
    refuse_unless((picture == "standings") != command.on, Code.NOT_NOW)
    draft.step("show_standings" if command.on else "hide_standings")
    draft.add(e.StandingsShown(at=draft.at, on=command.on))


def cover_screen(draft: Draft, command: c.CoverScreen) -> None:
    refuse_unless(draft.state.show.covered != command.on, Code.NOT_NOW)
    draft.step("cover" if command.on else "uncover")
    draft.add(e.ScreenCovered(at=draft.at, on=command.on))


def freeze_standings(draft: Draft, command: c.FreezeStandings) -> None:
    """Who leads stays open to the end: until the podium the hall sees no newer standings."""
    refuse_unless(draft.state.show.picture not in ("lobby", "podium", "finished"), Code.NOT_NOW)
    refuse_unless((draft.state.show.frozen is not None) != command.on, Code.NOT_NOW)
    draft.step("freeze_standings" if command.on else "thaw_standings")
    draft.add(e.StandingsFrozen(at=draft.at, on=command.on))


def dress_screen(draft: Draft, command: c.DressScreen) -> None:
    """No step of the show: undo never changes the colours of the hall."""
    wishes = command.model_dump(exclude={"do"}, exclude_none=True)
    look = draft.state.look.model_copy(update=wishes)
    if look != draft.state.look:
        draft.add(e.ScreenDressed(at=draft.at, look=look))


def skip_question(draft: Draft, command: c.SkipQuestion) -> None:
    """Leave the question unanswered and go on; like a void one, but nothing replaces it."""
    ask = draft.ask
    refuse_unless(not ask.void and ask.phase != "revealed", Code.NOT_NOW)
    draft.step("skip_question")
    draft.add(e.AskVoided(at=draft.at, ask=ask.id, reason="", skipped=True))


def call_foul(draft: Draft, command: c.CallFoul) -> None:
    """A foul of the plan's list: its points, and its effect on the question being played."""
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    foul = next((f for f in draft.state.plan.rules.fouls if f.id == command.foul), None)
    refuse_unless(foul is not None, Code.UNKNOWN_FOUL)
    assert foul is not None
    draft.step("call_foul")
    draft.add(e.FoulCalled(at=draft.at, team=command.team, foul=foul.id, by=draft.seat.id))
    add_points(draft, command.team, foul.points, "foul", foul.id)
    if _being_played(draft):
        if foul.effect is FoulEffect.QUESTION_VOID:
            void(draft, foul.id)
        elif foul.effect is FoulEffect.ANSWER_VOID:
            _void_answer(draft, command.team)


def _being_played(draft: Draft) -> bool:
    ask = draft.state.show.ask
    return ask is not None and not ask.void and ask.phase != "revealed"


def _void_answer(draft: Draft, team: str) -> None:
    """The team's answer earns nothing; in a race it is out and the others go on."""
    ask = draft.ask
    if team not in ask.contestants or ask.to_audience:
        return
    if current_flow(draft.state) is not Flow.BUZZ:
        give_verdict(draft, team, Judgement("void"), draft.seat.id)
        if ask.phase != "closed" and len(ask.contestants) == 1:
            close(draft, "ruled")
    elif ask.called == team:
        give_verdict(draft, team, Judgement("void"), draft.seat.id)
        buzz.put_out(draft, team)
    elif ask.phase == "closed":
        _take_back(draft, team)
    elif team not in ask.out:
        draft.add(e.TeamPutOut(at=draft.at, ask=ask.id, team=team))


def _take_back(draft: Draft, team: str) -> None:
    """The race is over: what the team has won with its answer it loses again. A wrong one stays wrong."""
    ruling = draft.ask.rulings.get(team)
    if ruling is not None and ruling.verdict in ("right", "partly"):
        gained = sum(award.points for award in draft.state.show.awards if _won(award, draft.ask.id, team))
        give_verdict(draft, team, Judgement("void"), draft.seat.id)
        add_points(draft, team, -gained, "answer_void")


def _won(award: Award, ask: int, team: str) -> bool:
    return (award.ask, award.team) == (ask, team) and award.reason in ("right", "partly")


def undo(draft: Draft, command: c.Undo) -> None:
    refuse_unless(command.step == draft.state.moves, Code.STALE_STEP)
    refuse_unless(draft.state.undo is not None, Code.NOTHING_TO_UNDO)
    draft.add(e.StepUndone(at=draft.at, by=draft.seat.id))


def redo(draft: Draft, command: c.Redo) -> None:
    refuse_unless(command.step == draft.state.moves, Code.STALE_STEP)
    refuse_unless(draft.state.redo is not None, Code.NOTHING_TO_REDO)
    draft.add(e.StepRedone(at=draft.at, by=draft.seat.id))


def finish_contest(draft: Draft, command: c.FinishContest) -> None:
    """Straight to the podium, with the points as they are."""
    refuse_unless(draft.state.show.picture not in ("podium", "finished"), Code.NOT_NOW)
    draft.step("show_podium")
    draft.add(e.PodiumReached(at=draft.at))
