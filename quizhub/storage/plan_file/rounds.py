"""The rounds of a plan file: pack, rules, questions named or drawn, spares, and the tie-break.

Two passes: first what the file names, then the draws, so that no draw takes a question named further down.
"""

from dataclasses import dataclass, field, replace
from itertools import groupby

from pydantic import ValidationError

from quizhub.banks.fields import Fields, items_of, words_of
from quizhub.banks.formats.native_questions import read_question
from quizhub.banks.yaml_tree import Node, Scalar, Table
from quizhub.contest.packs import ROUND_PACKS, RoundPack
from quizhub.contest.plan import PlannedQuestion, Round, Team, turns_needed
from quizhub.contest.rules import Answering, Flow, RoundRules
from quizhub.questions.model import Kind
from quizhub.storage.plan_file.pool import MARKED_KINDS, SPOKEN_KINDS, Draw, Pool
from quizhub.storage.plan_file.problems import PlanReport
from quizhub.storage.plan_file.values import number_in, plain, text_or_plain

ROUND = ("id", "pack", "flow", "title", "rules", "questions", "draw", "spares")
TIE_BREAK = ("rules", "questions", "draw")
DRAW = ("bank", "banks", "kinds", "topics", "difficulty", "audience", "count", "stake")
KINDS: tuple[Kind, ...] = (*MARKED_KINDS, "open")
USUAL_KINDS: dict[Answering, tuple[Kind, ...]] = {
    Answering.DEVICE: MARKED_KINDS,
    Answering.SPOKEN: SPOKEN_KINDS,
    Answering.MIXED: (),
}
"""What a draw that names no kinds draws from; of all where nothing stands."""
_LISTS = ("stakes", "stake_times", "ties", "fouls")
USUAL_COUNT = 10
USUAL_TIE_QUESTIONS = 5


@dataclass
class RoundDraft:
    """A round whose named questions are taken and whose draws are still to be made."""

    line: int
    id: str
    title: dict[str, str]
    pack: str
    flow: Flow
    rules: RoundRules
    questions: list[PlannedQuestion] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    spares: list[str] = field(default_factory=list)
    spare_draws: list[Draw] = field(default_factory=list)


class RoundReader:
    """Reads rounds with one report, one pool and the contest's languages."""

    def __init__(self, report: PlanReport, pool: Pool, languages: tuple[str, ...]) -> None:
        self.report = report
        self.pool = pool
        self.languages = languages

    def draft(self, node: Node, number: int) -> RoundDraft | None:
        """First pass over one round."""
        if not isinstance(node, Table):
            self.report.add(node.line, "not_a_mapping", field="rounds")
            return None
        fields = Fields(node, self.report, ROUND)
        pack = self._pack(fields)
        if pack is None:
            return None
        rules = self._rules(fields, pack)
        title = text_or_plain(fields, "title", self.languages[0]) or self._usual_title(pack)
        if rules is None:
            return None
        name = fields.word("id") or f"r{number}"
        known = pack.id if pack.id in ROUND_PACKS else ""
        draft = RoundDraft(node.line, name, title, known, pack.flow, rules)
        draft.questions, draft.draws = self._content(fields, "questions", "draw", rules, name)
        spares, draft.spare_draws = self._content(fields, "spares", "", rules, f"{name}-spare")
        draft.spares = [spare.question for spare in spares]
        return draft

    def tie_break(self, fields: Fields | None) -> RoundDraft | None:
        """The tie-break as a draft; without one in the file its questions are drawn if any are left."""
        pack = ROUND_PACKS["tie_break"]
        if fields is None:
            draft = RoundDraft(0, "tie", {}, "tie_break", pack.flow, pack.rules_with({}))
            return draft
        rules = self._rules(fields, pack)
        if rules is None:
            return None
        draft = RoundDraft(fields.line, "tie", {}, "tie_break", pack.flow, rules)
        draft.questions, draft.draws = self._content(fields, "questions", "draw", rules, "tie")
        return draft

    def _usual_title(self, pack: RoundPack) -> dict[str, str]:
        fitting = {tag: pack.name[tag] for tag in self.languages if tag in pack.name}
        return fitting or dict(pack.name)

    def _pack(self, fields: Fields) -> RoundPack | None:
        """The pack named, or a bare flow without defaults of its own."""
        pack, flow = fields.word("pack"), fields.word("flow")
        if pack is not None:
            if pack in ROUND_PACKS:
                return ROUND_PACKS[pack]
            self.report.unknown(fields.lines["pack"], "unknown_name", pack, ROUND_PACKS)
        elif flow is not None:
            if flow in list(Flow):
                return RoundPack("", {"zh-Hans": "答题", "en": "Questions"}, Flow(flow))
            self.report.unknown(fields.lines["flow"], "unknown_name", flow, list(Flow))
        else:
            self.report.add(fields.line, "pack_and_flow")
        return None

    def _rules(self, fields: Fields, pack: RoundPack) -> RoundRules | None:
        """The pack's rules with the round's own on top."""
        node = fields.node("rules")
        if node is None:
            return pack.rules_with({})
        if not isinstance(node, Table):
            self.report.add(node.line, "not_a_mapping", field="rules")
            return None
        before = self.report.errors
        chosen = Fields(node, self.report, RoundRules.model_fields)
        if self.report.errors > before:
            return None
        try:
            return pack.rules_with(values_of(chosen))
        except ValidationError as invalid:
            self.report.rules(invalid, node.line, chosen.lines)
            return None

    def _content(
        self, fields: Fields, questions: str, draw: str, rules: RoundRules, name: str
    ) -> tuple[list[PlannedQuestion], list[Draw]]:
        """The questions named and the draws asked for, also `draw` entries among the questions."""
        named: list[PlannedQuestion] = []
        draws: list[Draw] = []
        node = fields.node(questions)
        for place, item in enumerate(items_of(questions, node, self.report) if node else (), start=1):
            if isinstance(item, Table) and [key.text for key, _ in item.entries] == ["draw"]:
                draws += self._draws(item.entries[0][1], rules)
            elif (taken := self._question(item, f"{name}-q{place}", rules)) is not None:
                named.append(taken)
        draw_node = fields.node(draw) if draw else None
        if draw_node is not None:
            draws += self._draws(draw_node, rules)
        return named, draws

    def _question(self, node: Node, name: str, rules: RoundRules) -> PlannedQuestion | None:
        """A reference, a reference with its stake, or a question written out."""
        stake = None
        if isinstance(node, Table):
            entries = {key.text: value for key, value in node.entries}
            stake = self._stake(entries.get("stake"), rules)
            if set(entries) <= {"question", "stake"} and "question" in entries:
                node = entries["question"]
            else:
                return self._written(node, name, stake)
        reference = words_of("questions", node, self.report)
        taken = self.pool.named(reference, node.line) if reference else None
        return PlannedQuestion(question=taken, stake=stake) if taken else None

    def _written(self, node: Table, name: str, stake: int | None) -> PlannedQuestion | None:
        """A question of this contest only, in the native bank format; its id may be left out."""
        entries = tuple(entry for entry in node.entries if entry[0].text != "stake")
        if all(key.text != "id" for key, _ in entries):
            entries = ((Scalar(node.line, "id", True), Scalar(node.line, name, True)), *entries)
        self.report.inside_question = True
        question = read_question(replace(node, entries=entries), self.report)
        self.report.inside_question = False
        taken = self.pool.written(question, node.line) if question else None
        return PlannedQuestion(question=taken, stake=stake) if taken else None

    def _stake(self, node: Node | None, rules: RoundRules) -> int | None:
        if node is None:
            return None
        words = words_of("stake", node, self.report)
        if words is None or not words.isascii() or not words.isdigit():
            self.report.add(node.line, "not_a_number", field="stake", value=words or "")
            return None
        return self._offered(int(words), node.line, rules)

    def _offered(self, stake: int, line: int, rules: RoundRules) -> int | None:
        choices = rules.stake_choices()
        if stake in choices:
            return stake
        self.report.add(
            line, "stake_not_offered", value=str(stake), choices=" ".join(map(str, choices)) or "—"
        )
        return None

    def _draws(self, node: Node, rules: RoundRules) -> list[Draw]:
        found = []
        for item in items_of("draw", node, self.report, lone=True):
            if isinstance(item, Table):
                found.append(self._draw(Fields(item, self.report, DRAW), rules))
            else:
                self.report.add(item.line, "not_a_mapping", field="draw")
        return found

    def _draw(self, fields: Fields, rules: RoundRules) -> Draw:
        banks = (*(fields.words("bank") or ()), *(fields.words("banks") or ()))
        for bank in banks:
            if bank not in (known := [b.id for b in self.pool.banks]):
                line = fields.lines.get("bank", fields.lines.get("banks", fields.line))
                self.report.unknown(line, "unknown_bank", bank, known)
        kinds = fields.words("kinds") or ()
        for kind in kinds:
            if kind not in KINDS:
                self.report.unknown(fields.lines["kinds"], "unknown_name", kind, KINDS)
        if not kinds:
            kinds = USUAL_KINDS[rules.answering]
        stake = fields.integer("stake")
        return Draw(
            line=fields.line,
            count=number_in(fields, "count", 1, 500, self.report),
            banks=banks,
            kinds=kinds,
            topics=fields.words("topics") or (),
            difficulty=self._difficulty(fields),
            audience=fields.words("audience") or (),
            stake=self._offered(stake, fields.lines["stake"], rules) if stake is not None else None,
        )

    def _difficulty(self, fields: Fields) -> tuple[int, int]:
        """`3`, `[1, 2, 3]` or `1-3` as lowest and highest."""
        words = fields.words("difficulty")
        if words is None:
            return 1, 5
        levels = [part for word in words for part in word.split("-")]
        if not levels or any(level not in "12345" or len(level) != 1 for level in levels):
            self.report.add(
                fields.lines["difficulty"], "not_a_number", field="difficulty", value=" ".join(words)
            )
            return 1, 5
        return int(min(levels)), int(max(levels))


def values_of(fields: Fields) -> dict[str, object]:
    """Rules as written, in the shape the model takes; a lone value of a list counts as a list of one."""
    values: dict[str, object] = {}
    for name, node in fields.nodes.items():
        value = plain(node)
        if name == "stake_times" and isinstance(value, dict):
            value = list(value.items())
        elif name in _LISTS and not isinstance(value, list):
            value = [] if value is None else [value]
        values[name] = value
    return values


def complete(draft: RoundDraft, pool: Pool, teams: tuple[Team, ...]) -> Round | None:
    """Second pass: make the draws, then check that the round can be played."""
    report, before = pool.report, pool.report.errors
    round_so_far = Round(id=draft.id, title=draft.title, pack=draft.pack, flow=draft.flow, rules=draft.rules)
    in_turn = draft.flow is Flow.IN_TURN
    needed = turns_needed(round_so_far, teams) if in_turn else 1
    draw_questions(draft, pool, needed - len(draft.questions) if in_turn else USUAL_COUNT)
    for place, draw in enumerate(draft.spare_draws):
        draft.spares += pool.drawn(draw, draw.count or 1, f"{draft.id}:spare{place}")
    if report.errors > before:
        return None
    if not draft.questions:
        report.add(draft.line, "round_empty")
        return None
    if len(draft.questions) < needed:
        report.add(draft.line, "round_too_few", want=str(needed), have=str(len(draft.questions)))
        return None
    refuse_unjudged(draft, pool)
    _refuse_pieces(draft, pool)
    return round_so_far.model_copy(
        update={"questions": tuple(draft.questions), "spares": tuple(draft.spares)}
    )


def refuse_unjudged(draft: RoundDraft, pool: Pool) -> None:
    """An open question where everything is answered on phones has nobody to judge it."""
    if draft.rules.answering is Answering.DEVICE:
        for name in (*(planned.question for planned in draft.questions), *draft.spares):
            if pool.taken[name].kind == "open":
                pool.report.add(draft.line, "open_on_phones", value=name)


def _refuse_pieces(draft: RoundDraft, pool: Pool) -> None:
    """Questions about one material follow one another, unless stakes decide what is asked when."""
    if draft.rules.staked:
        return
    materials = [pool.taken[planned.question].material for planned in draft.questions]
    runs = [name for name, _ in groupby(material.id if material else None for material in materials)]
    for name in dict.fromkeys(run for run in runs if run is not None and runs.count(run) > 1):
        pool.report.add(draft.line, "material_in_pieces", value=name)


def draw_questions(draft: RoundDraft, pool: Pool, usual: int) -> None:
    """Make a round's draws; one without a count takes what the round still needs."""
    for place, draw in enumerate(draft.draws):
        count = draw.count if draw.count is not None else max(1, usual)
        for question in pool.drawn(draw, count, f"{draft.id}:{place}"):
            draft.questions.append(PlannedQuestion(question=question, stake=draw.stake))
