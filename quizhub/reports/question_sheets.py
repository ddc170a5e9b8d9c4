"""The questions of a contest for paper: with keys and notes for the host, without any for teams.

Options stand in the order the phones show them, so that a letter means the same on paper and on the screens.
Keys are looked up only where they are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from immutables import Map

from quizhub.contest.asks import display_orders
from quizhub.contest.plan import Plan, PlannedQuestion, Round
from quizhub.contest.state import Ask
from quizhub.contest.views.ask import key_text
from quizhub.contest.views.wording import Wording
from quizhub.questions.bodies import ChoiceBody, FillBody, HotspotBody, MatchBody, OrderBody
from quizhub.questions.media import Material
from quizhub.questions.model import Option, Question, Text
from quizhub.questions.text import text_in

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Lines = tuple[tuple[str, str], ...]
"""Words with their language, a line each."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, order or pair, with the letter or number it has on the screens."""

    sign: str
    text: Lines
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question. `pictures` are ids; `key`, `note` and `why` are empty on sheets for teams."""

    label: str
    kind: str
    stake: int | None
    material: Lines
    stem: Lines
    choices: tuple[Choice, ...]
    partners: tuple[Choice, ...]
    blanks: int
    pictures: tuple[str, ...]
    key: Lines = ()
    note: Lines = ()
    why: Lines = ()


@dataclass(frozen=True, slots=True)
class PaperRound:
    """A round's questions in their order, then its spares; `number` counts rounds from 1 and is None for the
    questions kept for ties."""

    number: int | None
    title: Lines
    questions: tuple[PaperQuestion, ...]


def paper_rounds(plan: Plan, languages: Sequence[str], *, keys: bool) -> list[PaperRound]:
    """Every round, then the questions of ties; spares are labelled `S1`, questions of ties `T1`."""
    writer = _Writer(plan, languages, keys)
    rounds = [
        PaperRound(n, writer.lines(planned.title), tuple(writer.round(planned)))
        for n, planned in enumerate(plan.rounds, start=1)
    ]
    if plan.tie_questions:
        ties = [
            (f"T{n}", PlannedQuestion(question=name)) for n, name in enumerate(plan.tie_questions, start=1)
        ]
        rounds.append(PaperRound(None, (), tuple(writer.questions(ties))))
    return rounds


class _Writer:
    def __init__(self, plan: Plan, languages: Sequence[str], keys: bool) -> None:
        self.plan = plan
        self.languages = languages
        self.keys = keys

    def lines(self, text: Text | None) -> Lines:
        """A text in the languages of the sheet, each wording once."""
        if text is None:
            return ()
        return _once((language, text_in(text, language)) for language in self.languages)

    def round(self, planned: Round) -> Iterator[PaperQuestion]:
        asked = [(str(n), one) for n, one in enumerate(planned.questions, start=1)]
        asked += [(f"S{n}", PlannedQuestion(question=name)) for n, name in enumerate(planned.spares, start=1)]
        return self.questions(asked)

    def questions(self, asked: Iterable[tuple[str, PlannedQuestion]]) -> Iterator[PaperQuestion]:
        """The questions under their labels; a case is told before the first question about it."""
        told: str | None = None
        for label, one in asked:
            question = self.plan.question_by_id[one.question]
            case = question.material
            new = case if case is not None and case.id != told else None
            told = case.id if case is not None else None
            yield self._question(question, label, one.stake, new)

    def _question(
        self, question: Question, label: str, stake: int | None, case: Material | None
    ) -> PaperQuestion:
        orders = display_orders(question, self.plan.seed)
        choices, partners = self._choices(question, orders)
        return PaperQuestion(
            label=label,
            kind=question.kind,
            stake=stake,
            material=self.lines(case.text) if case is not None else (),
            stem=self.lines(question.stem),
            choices=choices,
            partners=partners,
            blanks=len(question.body.blanks) if isinstance(question.body, FillBody) else 0,
            pictures=_pictures(question, case),
            key=self._key(question, orders) if self.keys else (),
            note=self.lines(question.note) if self.keys else (),
            why=self.lines(question.explanation) if self.keys else (),
        )

    def _choices(
        self, question: Question, orders: dict[str, tuple[str, ...]]
    ) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
        match question.body:
            case ChoiceBody() as body:
                return self._signed(body.options, orders["options"], LETTERS), ()
            case OrderBody() as body:
                return self._signed(body.items, orders["options"], LETTERS), ()
            case MatchBody() as body:
                numbers = [str(n) for n in range(1, len(body.right) + 1)]
                left = self._signed(body.left, orders["left"], LETTERS)
                return left, self._signed(body.right, orders["right"], numbers)
        return (), ()

    def _signed(
        self, options: Sequence[Option], order: Sequence[str], signs: Sequence[str]
    ) -> tuple[Choice, ...]:
        known = {option.id: option for option in options}
        return tuple(
            Choice(sign, self.lines(known[name].text), known[name].media)
            for sign, name in zip(signs, order, strict=False)
        )

    def _key(self, question: Question, orders: dict[str, tuple[str, ...]]) -> Lines:
        shown = Ask(0, 0, question.id, Map(orders), 0, ())
        return _once(
            (language, str(key_text(question, shown, Wording(self.plan, language))))
            for language in self.languages
        )


def _pictures(question: Question, case: Material | None) -> tuple[str, ...]:
    """What is looked at with the stem: of the case, of the stem, and the one to point at something in."""
    shown = [media.id for media in (*(case.media if case is not None else ()), *question.stem_media)]
    return (*shown, question.body.image) if isinstance(question.body, HotspotBody) else tuple(shown)


def _once(lines: Iterable[tuple[str, str]]) -> Lines:
    """Each wording once: a key of letters is the same in every language."""
    seen: dict[str, str] = {}
    for language, words in lines:
        seen.setdefault(words, language)
    return tuple((language, words) for words, language in seen.items() if words)
