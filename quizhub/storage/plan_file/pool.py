"""Where a plan's questions come from: banks by name, draws by seed, questions written into the file.

Keeps account of what is used, so that no question comes twice. Used by `rounds` and `reading`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from quizhub.banks.bank import Bank
from quizhub.questions.model import Kind, Question
from quizhub.questions.shuffle import shuffled
from quizhub.storage.plan_file.problems import PlanReport

MARKED_KINDS: tuple[Kind, ...] = (
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill",
    "numeric",
    "order",
    "match",
    "hotspot",
)
"""What the machine marks."""
SPOKEN_KINDS: tuple[Kind, ...] = (
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill",
    "numeric",
    "open",
)
"""What can be answered aloud; orders, pairs and places on a picture cannot."""


@dataclass(frozen=True, slots=True)
class Draw:
    """How many questions to draw, and from what. An empty list means no limit."""

    line: int
    count: int | None = None
    banks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    difficulty: tuple[int, int] = (1, 5)
    audience: tuple[str, ...] = ()
    stake: int | None = None

    def fits(self, question: Question) -> bool:
        """Whether the question is one of those asked for; one without a difficulty counts as 3."""
        low, high = self.difficulty
        topics = any(
            question.topic == topic or question.topic.startswith(f"{topic}/") for topic in self.topics
        )
        return (
            (not self.kinds or question.kind in self.kinds)
            and (not self.topics or topics)
            and low <= (question.difficulty or 3) <= high
            and (not self.audience or bool(set(self.audience) & set(question.audience)))
        )


_Unit = list[tuple[str, Question]]
"""Questions that are drawn together, each with its bank."""


def _case_of(question: Question) -> str:
    """What the question is drawn together with: its material, or nothing but itself."""
    return f"material {question.material.id}" if question.material is not None else question.id


def _fitting(units: list[_Unit], count: int) -> _Unit:
    """So many questions of these: whole cases while there are any that fit, then part of one."""
    chosen: _Unit = []
    split: list[_Unit] = []
    for unit in units:
        if len(chosen) + len(unit) <= count:
            chosen += unit
        else:
            split.append(unit)
    for unit in split:
        chosen += unit[: count - len(chosen)]
    return chosen


@dataclass
class Pool:
    """All questions at hand, and those the plan has taken, by their id in the plan."""

    banks: Sequence[Bank]
    seed: int
    report: PlanReport
    taken: dict[str, Question] = field(default_factory=dict)
    _sources: set[tuple[str, str]] = field(default_factory=set)

    def named(self, reference: str, line: int) -> str | None:
        """Take `bank/question` or `question`; gives its id in the plan."""
        bank_id, _, question_id = reference.rpartition("/")
        found = [
            (bank, question)
            for bank in self.banks
            if not bank_id or bank.id == bank_id
            for question in bank.questions
            if question.id == question_id
        ]
        if not found:
            self.report.unknown(line, "unknown_question", reference, self._names(bank_id))
        elif len(found) > 1:
            choices = " ".join(f"{bank.id}/{question_id}" for bank, _ in found)
            self.report.add(line, "ambiguous_question", value=reference, choices=choices)
        elif found[0][1].key is None:
            self.report.add(line, "draft_question", value=reference)
        elif (found[0][0].id, question_id) in self._sources:
            self.report.add(line, "question_used_twice", value=reference)
        else:
            return self._take(found[0][0].id, found[0][1])
        return None

    def _names(self, bank_id: str) -> Iterable[str]:
        for bank in self.banks:
            for question in bank.questions:
                yield f"{bank.id}/{question.id}" if bank_id else question.id

    def written(self, question: Question, line: int) -> str | None:
        """Take a question that stands in the plan file itself."""
        if question.key is None:
            self.report.add(line, "draft_question", value=question.id)
        elif ("", question.id) in self._sources:
            self.report.add(line, "question_used_twice", value=question.id)
        else:
            return self._take("", question)
        return None

    def _take(self, bank_id: str, question: Question) -> str:
        """Two banks may use one id for different questions; the second then carries its bank's name."""
        self._sources.add((bank_id, question.id))
        if question.id in self.taken:
            question = question.model_copy(update={"id": f"{bank_id or 'plan'}.{question.id}"})
        question = self._with_own_material(bank_id, question)
        self.taken[question.id] = question
        return question.id

    def _with_own_material(self, bank_id: str, question: Question) -> Question:
        """Two banks may use one id for different cases as well."""
        material = question.material
        same = [
            q.material
            for q in self.taken.values()
            if material and q.material and q.material.id == material.id
        ]
        if material is None or all(other == material for other in same):
            return question
        own = material.model_copy(update={"id": f"{bank_id or 'plan'}.{material.id}"})
        return question.model_copy(update={"material": own})

    def drawn(self, draw: Draw, count: int, salt: str) -> list[str]:
        """Take `count` questions that fit, the banks in turn, in an order the seed decides."""
        by_bank = [self._candidates(bank, draw, salt) for bank in self._banks_of(draw)]
        mixed = [one for row in zip_longest(*by_bank) for one in row if one is not None]
        have = sum(map(len, mixed))
        if have < count:
            self.report.add(draw.line, "draw_too_few", have=str(have), want=str(count))
            return []
        return [self._take(bank_id, question) for bank_id, question in _fitting(mixed, count)]

    def left(self, draw: Draw) -> int:
        """How many questions that fit are not used yet."""
        found = (unit for bank in self._banks_of(draw) for unit in self._candidates(bank, draw, ""))
        return sum(map(len, found))

    def _banks_of(self, draw: Draw) -> list[Bank]:
        return [bank for bank in self.banks if not draw.banks or bank.id in draw.banks]

    def _candidates(self, bank: Bank, draw: Draw, salt: str) -> list[_Unit]:
        """What may be drawn: questions, those of one material together and in the order of the bank. A case
        of which something is asked already is not taken up again."""
        cases = {q.material.id for q in self.taken.values() if q.material is not None}
        fitting = {
            question.id: question
            for question in bank.playable
            if (bank.id, question.id) not in self._sources
            and draw.fits(question)
            and (question.material is None or question.material.id not in cases)
        }
        units: dict[str, _Unit] = {}
        for question_id in shuffled(list(fitting), self.seed, f"draw:{salt}:{bank.id}"):
            units.setdefault(_case_of(fitting[question_id]), [])
        for question in fitting.values():
            units[_case_of(question)].append((bank.id, question))
        return list(units.values())
