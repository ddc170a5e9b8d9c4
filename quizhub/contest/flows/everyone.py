"""All teams answer the same question in one window: 共答, 团队必答 on phones, warm-up."""

from quizhub.contest import windows
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.events import Slot
from quizhub.contest.plan import Round
from quizhub.contest.state import ContestState
from quizhub.errors import Code

next_step = windows.next_step
take = windows.take
refuse_answer = windows.refuse_answer
locks_at_once = windows.locks_at_once
rule = windows.rule
time_passed = windows.time_passed


def slots(state: ContestState, planned: Round) -> tuple[Slot, ...]:
    """One slot a question, in plan order."""
    return tuple(
        Slot(number=number, question=question.question) for number, question in enumerate(planned.questions)
    )


def begin(draft: Draft, slot: Slot, question: str) -> None:
    """Show the question to everybody."""
    assert draft.state.round is not None
    windows.show(
        draft,
        slot.number,
        draft.state.plan.question_by_id[question],
        draft.state.seating(),
        draft.state.round.rules.value,
    )


def answered(draft: Draft, team: str) -> None:
    windows.answered(draft)


def press(draft: Draft, team: str, press_ms: float | None, n: int) -> None:
    """There is nothing to press for."""
    refuse_unless(False, Code.NOT_NOW)
