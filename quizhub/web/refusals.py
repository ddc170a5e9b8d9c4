"""The sentence a person reads when a request is refused, in every language of the pages.

Used by the live connection (through app.py), the JSON entrance and the pages. Every code of
`quizhub.errors.Code` has one; a test holds the two together.
"""

from collections.abc import Mapping

from quizhub.errors import Code
from quizhub.web.translations import DEFAULT, known, translations


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated when it is shown."""
    return message


SENTENCES: Mapping[Code, str] = {
    Code.NOT_ALLOWED: N_("Your seat may not do that."),
    Code.NOT_NOW: N_("That is not possible right now."),
    Code.NOT_YOUR_TURN: N_("It is not your team's turn."),
    Code.WRONG_QUESTION: N_("That was for another question. Look at the question on your screen now."),
    Code.LATE: N_("Too late: answers are closed."),
    Code.LOCKED: N_("Your answer is already final and cannot be changed."),
    Code.OLD_ANSWER: N_("A newer answer of yours has already been received."),
    Code.BAD_ANSWER: N_("The answer is not complete. Check it and send it again."),
    Code.STALE_STEP: N_("The show has moved on meanwhile. Look at the screen and press again."),
    Code.NOT_LEADING: N_("Another host page holds the controls. Take over first."),
    Code.PAUSED: N_("The contest is paused. Please wait."),
    Code.OUT: N_("Your team is out for this question."),
    Code.BARRED: N_("Your team may not press any more in this round."),
    Code.TOO_SOON: N_("Too early: wait for the start signal."),
    Code.UNKNOWN_TEAM: N_("There is no such team in this contest."),
    Code.UNKNOWN_FOUL: N_("There is no such foul in this contest."),
    Code.BAD_STAKE: N_("These points cannot be chosen here."),
    Code.NOTHING_TO_UNDO: N_("There is nothing to undo."),
    Code.NOTHING_TO_REDO: N_("There is nothing to redo."),
    Code.NO_SEAT: N_("You have no seat any more. Join again."),
    Code.SEAT_TAKEN: N_("Another phone already holds this seat. Ask the host to release it."),
    Code.LOBBY_LOCKED: N_("The host has closed the entrance. Ask the host to open it."),
    Code.WRONG_CODE: N_("No contest has this code. Compare it with the big screen."),
    Code.LINK_EXPIRED: N_("This link is used up or older than a minute. Ask for a new one."),
    Code.WRONG_PIN: N_("The team PIN is not right. It is on your seat card, six letters."),
    Code.TRY_LATER: N_("Too many wrong tries. Wait a minute, or use the seat card."),
    Code.NO_AUDIENCE: N_("This contest is played without an audience on phones."),
    Code.NO_REPEATS_LEFT: N_("This question may not be read again."),
    Code.NO_APPEALS_LEFT: N_("Your team has no appeal left."),
    Code.NOT_SAVED: N_("It could not be saved. Nothing is lost that was confirmed; it is tried again."),
    Code.TOO_FAST: N_("Too many messages at once. Wait a moment."),
    Code.FINISHED: N_("The contest is over."),
}


def refusal_text(code: Code, language: str) -> str:
    """What to tell the sender, in the page language nearest to `language`."""
    return translations(known(language) or DEFAULT).gettext(SENTENCES[code])


STATUS: Mapping[Code, int] = {
    Code.WRONG_CODE: 404,
    Code.UNKNOWN_TEAM: 404,
    Code.LINK_EXPIRED: 410,
    Code.NOT_ALLOWED: 403,
    Code.WRONG_PIN: 403,
    Code.NO_AUDIENCE: 403,
    Code.NO_SEAT: 401,
    Code.TRY_LATER: 429,
    Code.TOO_FAST: 429,
    Code.NOT_SAVED: 503,
}


def status_of(code: Code) -> int:
    """The HTTP status of a refusal; most are a conflict with how things stand."""
    return STATUS.get(code, 409)
