"""Reads a whole plan file into a `Plan`: head, teams, rounds, tie-break, in this order.

See docs/plan-format.md. Everything has a friendly default but title, teams and rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from quizhub.banks.bank import Bank
from quizhub.banks.encoding import decode
from quizhub.banks.fields import Fields, items_of, words_of
from quizhub.banks.yaml_tree import MarkupError, Node, Scalar, Table, parse
from quizhub.contest.look import Theme
from quizhub.contest.plan import Hall, Plan, Player, Round, Team
from quizhub.contest.rules import ContestRules, RoundRules, TieBreak
from quizhub.storage.plan_file.pool import Draw, Pool
from quizhub.storage.plan_file.problems import PlanProblem, PlanReport
from quizhub.storage.plan_file.rounds import (
    USUAL_TIE_QUESTIONS,
    RoundDraft,
    RoundReader,
    complete,
    draw_questions,
    refuse_unjudged,
    values_of,
)
from quizhub.storage.plan_file.values import languages_of, number_in, text_or_plain

FORMAT = "quizhub-contest/1"
MAX_BYTES = 10 * 1024 * 1024
HEAD = (
    "format", "title", "languages", "hall", "seed", "rules", "players", "teams", "rounds", "tie_break",
)  # fmt: skip
TEAM = ("id", "number", "name", "players")
METRES = ("screen_width_m", "distance_m")
HALL = (*METRES, "theme")
MOST_PLAYERS = 20
NUMERIC = ("numeric",)
# As `contest.ties` plays them: the nearest number takes numeric questions, sudden death the others.
TIE_QUESTIONS = (
    (TieBreak.SUDDEN_DEATH, ("single_choice", "true_false"), USUAL_TIE_QUESTIONS),
    (TieBreak.NEAREST, NUMERIC, 2),
)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The plan, or None with errors among the problems; warnings come with a plan, too."""

    plan: Plan | None
    problems: tuple[PlanProblem, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that lay beside the file and its own questions show, by their SHA-256."""


def read_plan(
    raw: bytes, name: str, banks: Sequence[Bank], seed: int, beside: Mapping[str, bytes] | None = None
) -> PlanReading:
    """Read a plan file; `seed` decides the draws when the file names none. `beside` holds the pictures of
    questions written out in it, by file name."""
    report = PlanReport(name)
    report.beside = beside or {}
    root = _root(raw, report)
    plan = _plan(root, report, banks, seed) if root is not None else None
    return PlanReading(plan if report.errors == 0 else None, tuple(report.found), report.media)


def without_pictures(name: str, pictures: Sequence[str]) -> PlanReading:
    """What is to be told of a plan whose pictures are nowhere to be found."""
    report = PlanReport(name)
    for picture in pictures:
        report.add(1, "picture_not_found", name=picture)
    return PlanReading(None, tuple(report.found))


def _root(raw: bytes, report: PlanReport) -> Table | None:
    if len(raw) > MAX_BYTES:
        report.add(1, "too_big", limit=str(MAX_BYTES // 1024**2))
        return None
    decoded = decode(raw)
    if decoded is None:
        report.add(1, "unknown_encoding")
        return None
    try:
        root = parse(decoded.text)
    except MarkupError as error:
        report.add(error.line, error.code, **error.details)
        return None
    if isinstance(root, Table):
        return root
    report.add(root.line, "not_a_plan")
    return None


def _plan(root: Table, report: PlanReport, banks: Sequence[Bank], seed: int) -> Plan | None:
    fields = Fields(root, report, HEAD)
    if (written := fields.word("format")) not in (None, FORMAT):
        report.add(fields.lines["format"], "not_a_plan", value=str(written))
        return None
    if not fields.require("title", "teams", "rounds"):
        return None
    languages = report.languages = languages_of(fields)
    title = text_or_plain(fields, "title", languages[0])
    teams = _teams(fields, report)
    rules = _contest_rules(fields, report)
    own_seed = number_in(fields, "seed", 0, 2**53 - 1, report)
    pool = Pool(banks, seed if own_seed is None else own_seed, report)
    rounds, tie_rules, tie_questions = _rounds(fields, report, pool, teams, rules)
    hall = _hall(fields, report)
    if report.errors or title is None:
        return None
    _warn_of_languages(pool, languages[0], report)
    whole: dict[str, Any] = {
        "title": title,
        "languages": languages,
        "hall": hall,
        "seed": pool.seed,
        "rules": rules,
        "teams": teams,
        "rounds": rounds,
        "tie_rules": tie_rules,
        "tie_questions": tie_questions,
        "questions": tuple(pool.taken.values()),
    }
    try:
        return Plan.model_validate(whole)
    except ValidationError as invalid:
        for error in invalid.errors():
            place = ".".join(map(str, error["loc"]))
            report.add(fields.line, "not_playable", reason=f"{place} {error['msg']}".strip())
        return None


def _teams(fields: Fields, report: PlanReport) -> tuple[Team, ...]:
    """Teams as names or in full; `players: 3` at the head gives every team three numbered players."""
    usual = number_in(fields, "players", 0, MOST_PLAYERS, report) or 0
    teams: list[Team] = []
    for number, node in enumerate(items_of("teams", fields.nodes["teams"], report), start=1):
        team = _team(node, number, usual, report)
        if team is None:
            continue
        for other in teams:
            if team.name == other.name or team.id == other.id:
                report.add(node.line, "repeated_name", value=team.name)
            elif team.number == other.number:
                report.add(node.line, "repeated_name", value=f"number: {team.number}")
        teams.append(team)
    return tuple(teams)


def _team(node: Node, number: int, players: int, report: PlanReport) -> Team | None:
    values: dict[str, Any] = {"id": f"t{number}", "number": number, "players": _numbered(players)}
    lines: dict[str, int] = {}
    if isinstance(node, Table):
        fields = Fields(node, report, TEAM)
        lines = fields.lines
        if not fields.require("name"):
            return None
        values |= {"name": fields.word("name")}
        values |= {key: value for key in ("id",) if (value := fields.word(key)) is not None}
        values |= {"number": fields.integer("number") or number}
        values |= {"players": _players(fields.node("players"), values["players"], report)}
    elif (name := words_of("teams", node, report)) is not None:
        values["name"] = name
    else:
        return None
    return report.build(Team, values, node.line, lines)


def _numbered(count: int) -> tuple[Player, ...]:
    return tuple(Player(number=number) for number in range(1, count + 1))


def _players(node: Node | None, usual: tuple[Player, ...], report: PlanReport) -> tuple[Player, ...]:
    """A number of players, or their names in order."""
    if node is None:
        return usual
    if isinstance(node, Scalar) and node.text.strip().isdigit():
        return _numbered(min(int(node.text), MOST_PLAYERS))
    names = [words_of("players", item, report) for item in items_of("players", node, report)]
    built = [
        report.build(Player, {"number": number, "name": name}, node.line, {})
        for number, name in enumerate(names, start=1)
        if name is not None
    ]
    return tuple(player for player in built if player is not None)


def _contest_rules(fields: Fields, report: PlanReport) -> ContestRules:
    node = fields.node("rules")
    if node is None:
        return ContestRules()
    if not isinstance(node, Table):
        report.add(node.line, "not_a_mapping", field="rules")
        return ContestRules()
    chosen = Fields(node, report, ContestRules.model_fields)
    values = values_of(chosen)
    fouls = values.get("fouls")
    if isinstance(fouls, list):
        values["fouls"] = [_foul(foul, report.languages[0]) for foul in fouls]
    try:
        return ContestRules.model_validate(values)
    except ValidationError as invalid:
        report.rules(invalid, node.line, chosen.lines)
        return ContestRules()


def _foul(written: Any, language: str) -> Any:
    """A foul's name may be plain text."""
    if isinstance(written, dict) and isinstance(written.get("name"), str):
        return {**written, "name": {language: written["name"]}}
    return written


def _hall(fields: Fields, report: PlanReport) -> Hall:
    node = fields.node("hall")
    if node is None:
        return Hall()
    inner = Fields(node, fields.report, HALL) if isinstance(node, Table) else None
    if inner is None:
        fields.report.add(node.line, "not_a_mapping", field="hall")
        return Hall()
    theme = inner.word("theme")
    if theme is not None and theme not in set(Theme):
        report.unknown(inner.lines["theme"], "unknown_name", theme, Theme)
        return Hall()
    return inner.build(Hall, **{name: inner.decimal(name) for name in METRES}, theme=theme) or Hall()


def _rounds(
    fields: Fields, report: PlanReport, pool: Pool, teams: tuple[Team, ...], rules: ContestRules
) -> tuple[tuple[Round, ...], RoundRules, tuple[str, ...]]:
    """Rounds, and rules and questions of the tie-break."""
    reader = RoundReader(report, pool, report.languages)
    nodes = items_of("rounds", fields.nodes["rounds"], report)
    drafts = [reader.draft(node, number) for number, node in enumerate(nodes, start=1)]
    tie_fields = _tie_fields(fields, report)
    tie = reader.tie_break(tie_fields)
    if report.errors:
        return (), RoundRules(), ()
    seen: set[str] = set()
    for draft in drafts:
        if draft is not None and draft.id in seen:
            report.add(draft.line, "repeated_name", value=draft.id)
        seen |= {draft.id} if draft else set()
    rounds = [complete(draft, pool, teams) for draft in drafts if draft is not None]
    if tie is None:
        return (), RoundRules(), ()
    questions = _tie_questions(tie, pool, rules, drawn=tie_fields is None)
    return tuple(round_ for round_ in rounds if round_ is not None), tie.rules, questions


def _tie_questions(tie: RoundDraft, pool: Pool, rules: ContestRules, *, drawn: bool) -> tuple[str, ...]:
    """The questions of the tie-break; `drawn` when the file leaves them to us."""
    draw_questions(tie, pool, USUAL_TIE_QUESTIONS)
    questions = [planned.question for planned in tie.questions]
    refuse_unjudged(tie, pool)
    if pool.report.errors:
        return ()
    for method, kinds, usual in TIE_QUESTIONS:
        if method not in rules.ties:
            continue
        if drawn:
            spare = Draw(line=0, kinds=kinds)
            questions += pool.drawn(spare, min(usual, pool.left(spare)), f"tie:{method}")
        if not any((pool.taken[name].kind == "numeric") == (kinds == NUMERIC) for name in questions):
            pool.report.add(max(1, tie.line), "no_tie_question", method=str(method))
    return tuple(questions)


def _tie_fields(fields: Fields, report: PlanReport) -> Fields | None:
    node = fields.node("tie_break")
    if isinstance(node, Table):
        return Fields(node, report, ("rules", "questions", "draw"))
    if node is not None:
        report.add(node.line, "not_a_mapping", field="tie_break")
    return None


def _warn_of_languages(pool: Pool, language: str, report: PlanReport) -> None:
    """A question without the main language is shown in another one; the organiser should know."""
    for question in pool.taken.values():
        if language not in question.stem:
            report.add(1, "question_lacks_language", value=question.id, language=language)
