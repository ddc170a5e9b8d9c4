"""Keys put right, the card that tells the hall of a correction, appeals and their rulings."""

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.audience import score_again
from quizhub.contest.copying import replace
from quizhub.contest.evolving.changes import Handlers, with_show
from quizhub.contest.state import Appeal, AppealRuling, Card, ContestState
from quizhub.questions.correcting import with_key_of


def _key_corrected(state: ContestState, event: e.KeyCorrected) -> ContestState:
    """The hall's answers are marked again too; the teams' verdicts follow as events of their own."""
    known = state.questions(event.question)
    question = with_key_of(known[0], event.answer)
    questions = (*known, question) if event.also else (question,)
    changed = with_show(state, corrected=state.show.corrected.set(event.question, questions))
    return replace(changed, crowd=score_again(changed))


def _correction_made(state: ContestState, event: e.CorrectionMade) -> ContestState:
    card = Card(
        what=event.what,
        at=event.at,
        reason=event.reason,
        ask=event.ask,
        team=event.team,
        points=Map(event.points),
        ranking=event.ranking,
        upheld=event.upheld,
    )
    return with_show(state, card=card)


def _appeal_raised(state: ContestState, event: e.AppealRaised) -> ContestState:
    appeal = Appeal(event.appeal, event.team, event.ask, event.reason, event.at)
    return replace(state, appeals=(*state.appeals, appeal))


def _appeal_ruled(state: ContestState, event: e.AppealRuled) -> ContestState:
    ruling = AppealRuling(event.upheld, event.note, event.by)
    return with_show(state, appeal_rulings=state.show.appeal_rulings.set(event.appeal, ruling))


EVOLVE: Handlers = {
    e.KeyCorrected: _key_corrected,
    e.CorrectionMade: _correction_made,
    e.AppealRaised: _appeal_raised,
    e.AppealRuled: _appeal_ruled,
}
