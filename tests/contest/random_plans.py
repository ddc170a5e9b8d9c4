"""Random plans from a seed: every flow, every rule value, every kind of question, with planted keys.

Used by the laws. What only the key knows is written as `KEY-<question>`; a player who is right types or
picks something else that is also right, so that the word can come from nowhere but the key.
"""

from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any

from quizhub.contest.plan import Plan, PlannedQuestion, Player, Round, Team, turns_needed
from quizhub.contest.rules import (
    AudiencePoints,
    ContestRules,
    Flow,
    Foul,
    FoulEffect,
    RoundRules,
    Seating,
    SuddenDeathWrong,
    TieBreak,
)
from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    MatchBody,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    Source,
    true_false_body,
)

KINDS = ("single_choice", "multiple_choice", "true_false", "fill", "numeric", "order", "match")
FOULS = (
    Foul(id="talk", name={"en": "Talking"}, points=-5),
    Foul(id="prompt", name={"en": "Prompting"}, effect=FoulEffect.ANSWER_VOID),
    Foul(id="shout", name={"en": "Shouting"}, points=-10, effect=FoulEffect.QUESTION_VOID),
)
NUMBERS: dict[str, tuple[int, ...]] = {
    "value": (0, 5, 10, 15),
    "time_s": (3, 10, 30),
    "repeats": (0, 1, 2),
    "per_turn": (1, 2),
    "free_stake_step": (0, 0, 15),
    "free_stake_cap": (30, 50),
    "stake_s": (0, 5, 20),
    "cue_ms": (300, 800),
    "no_press_s": (3, 15),
    "start_answer_s": (0, 5),
    "early_points": (0, 10),
    "early_lock_ms": (250, 3000),
    "too_close_ms": (0, 5, 60),
    "bar_after_wrong": (0, 1, 1, 2),
}
"""Values for the numeric rules; a rule missing here fails the test that uses it."""


def _options(names: str) -> tuple[Option, ...]:
    return tuple(Option(id=name, text={"zh-Hans": f"项{name}", "en": f"item {name}"}) for name in names)


def _body_and_key(kind: str, name: str) -> tuple[Any, Any]:
    match kind:
        case "single_choice":
            return ChoiceBody(kind=kind, options=_options("abcd")), ChoiceKey(kind=kind, correct=("b",))
        case "multiple_choice":
            key = ChoiceKey(kind=kind, correct=("a", "c"), scoring="no_wrong_partial")
            return ChoiceBody(kind=kind, options=_options("abcd")), key
        case "true_false":
            return true_false_body(), ChoiceKey(kind=kind, correct=("true",))
        case "fill":
            accept = (Accept(value=f"KEY-{name}"), Accept(value="也对"))
            return FillBody(blanks=(Blank(id="x"),)), FillKey(blanks=(BlankKey(accept=accept),))
        case "numeric":
            near = NumberNear(value=Decimal(number_of(name)))
            return NumericBody(), NumericKey(accept=(near, NumberRange(lo=Decimal(1), hi=Decimal(5))))
        case "order":
            return OrderBody(items=_options("abcd")), OrderKey(sequence=tuple("dbca"), scoring="position")
        case _:
            pairs = (("a", "q"), ("b", "p"))
            return MatchBody(left=_options("ab"), right=_options("pqr")), MatchKey(pairs=pairs)


def number_of(name: str) -> int:
    """The planted number of a numeric question: eight digits that stand nowhere else."""
    return 97_310_000 + int(name.removeprefix("q"))


def make_question(name: str, kind: str) -> Question:
    body, key = _body_and_key(kind, name)
    blank = "____" if kind == "fill" else ""
    return Question(
        id=name,
        stem={"zh-Hans": f"题{name}{blank}？", "en": f"Question {name} {blank}?"},
        body=body,
        key=key,
        explanation={"zh-Hans": f"因为 KEY-{name}", "en": f"because KEY-{name}"},
        sources=(Source(title={"zh-Hans": f"书 KEY-{name}"}),),
        note={"zh-Hans": f"提示 KEY-{name}"},
    )


POOL = tuple(make_question(f"q{n}", KINDS[n % len(KINDS)]) for n in range(140))


def random_rules(chance: Random) -> RoundRules:
    """A value for every rule of a round."""
    values: dict[str, Any] = {}
    for name, field in RoundRules.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            values[name] = chance.choice(list(kind))
        elif kind is bool:
            values[name] = chance.random() < 0.5
        elif kind is int:
            values[name] = chance.choice(NUMBERS[name])
    values["stakes"] = chance.choice([(), (), (10, 20, 30), (20, 5)])
    values["stake_times"] = chance.choice([(), ((10, 5), (30, 40))])
    return RoundRules(**values)


def random_plan(seed: int) -> Plan:
    """A plan of one to three rounds for two to four teams; the same for the same seed."""
    chance = Random(seed)
    count = chance.randint(2, 4)
    teams = tuple(
        Team(
            id=f"t{n}",
            number=n,
            name=f"第{n}队",
            players=tuple(Player(number=p) for p in range(1, chance.randint(1, 3))),
        )
        for n in range(1, count + 1)
    )
    unused = chance.sample(POOL, len(POOL))
    take = lambda number: tuple(unused.pop().id for _ in range(number))  # noqa: E731
    rounds = tuple(_round(chance, n, teams, take) for n in range(chance.randint(1, 3)))
    ties = take(chance.randint(0, 4))
    used = {q.question for r in rounds for q in r.questions} | {s for r in rounds for s in r.spares}
    return Plan(
        title={"zh-Hans": "竞赛", "en": "Contest"},
        seed=seed,
        rules=_contest_rules(chance),
        teams=teams,
        rounds=rounds,
        tie_rules=random_rules(chance),
        tie_questions=ties,
        questions=tuple(q for q in POOL if q.id in used or q.id in ties),
    )


def _round(chance: Random, number: int, teams: tuple[Team, ...], take: Any) -> Round:
    flow, rules = chance.choice(list(Flow)), random_rules(chance)
    planned = Round(id=f"r{number}", title={"zh-Hans": f"轮{number}"}, flow=flow, rules=rules)
    count = chance.randint(2, 5) if flow is Flow.BUZZ else chance.randint(1, 3)
    if flow is Flow.IN_TURN:
        while turns_needed(planned, teams) > 16:
            rules = random_rules(chance)
            planned = planned.model_copy(update={"rules": rules})
        count = turns_needed(planned, teams) + chance.randint(0, 2)
    stakes = rules.stake_choices() if rules.staked and chance.random() < 0.5 else ()
    questions = tuple(
        PlannedQuestion(question=name, stake=chance.choice([None, *stakes])) for name in take(count)
    )
    return planned.model_copy(update={"questions": questions, "spares": take(chance.randint(0, 2))})


def _contest_rules(chance: Random) -> ContestRules:
    return ContestRules(
        base_score=chance.choice([0, 20, 100]),
        floor=chance.choice([None, None, 0, 10]),
        seating=chance.choice(list(Seating)),
        ties=tuple(chance.sample(list(TieBreak), chance.randint(0, len(TieBreak)))),
        prize_places=chance.choice([0, 1, 3]),
        sudden_death_wrong=chance.choice(list(SuddenDeathWrong)),
        audience=chance.random() < 0.8,
        audience_points=chance.choice(list(AudiencePoints)),
        late_join=chance.random() < 0.8,
        fouls=FOULS,
    )
