"""Random plans from a seed: every flow, every rule value, every kind of question, with planted keys.

Used by the laws. What only the key knows is written as `KEY-<question>`; a player who is right types or
picks something else that is also right, so that the word can come from nowhere but the key.
"""

import hashlib
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any

from quizhub.contest.plan import Plan, PlannedQuestion, Player, Round, Team, turns_needed
from quizhub.contest.rules import (
    Answering,
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
    Criterion,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    MatchBody,
    MatchKey,
    Material,
    Media,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenBody,
    OpenKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    Region,
    Source,
    true_false_body,
)

KINDS = (
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill",
    "numeric",
    "order",
    "match",
    "open",
    "hotspot",
)
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
        case "open":
            reference = {"zh-Hans": f"KEY-{name}", "en": f"KEY-{name}"}
            rubric = (Criterion(id="a", criterion={"en": f"KEY-{name}"}),)
            return OpenBody(max_chars=100), OpenKey(reference=reference, rubric=rubric, keywords=(name,))
        case "hotspot":
            return HotspotBody(image=picture_of(name).id), HotspotKey(regions=_regions(name))
        case _:
            pairs = (("a", "q"), ("b", "p"))
            return MatchBody(left=_options("ab"), right=_options("pqr")), MatchKey(pairs=pairs)


def picture_bytes(name: str, number: int) -> bytes:
    """Not much of a picture, but to be known again."""
    return f"PICTURE-{name}-{number}".encode()


def bytes_of(plan: Plan) -> dict[str, bytes]:
    """The bytes of all pictures of a plan, by their ids."""
    made = (picture_bytes(q.id, number) for q in plan.questions for number in range(3))
    return {hashlib.sha256(raw).hexdigest(): raw for raw in made}


def picture_of(name: str, number: int = 0) -> Media:
    """A picture that only this question has."""
    media = hashlib.sha256(picture_bytes(name, number)).hexdigest()
    file = f"KEY-{name}-{number}.png"
    return Media(id=media, mime="image/png", width=400, height=200, name=file, alt={"en": "A picture"})


def _regions(name: str) -> tuple[Region, ...]:
    """A right place that answers may hit, and one that only the key knows: its coordinates are planted."""
    known = tuple(map(Decimal, ("0.1", "0.1", "0.3", "0.3")))
    planted = (Decimal(f"0.{PLANTED_PLACE}{int(name.removeprefix('q')):03}"), Decimal("0.9"), Decimal("0.02"))
    label = {"zh-Hans": f"区 KEY-{name}", "en": f"area KEY-{name}"}
    return (
        Region(id="a", shape="rect", coords=known, label=label, explanation=label),
        Region(id="b", shape="circle", coords=planted, label=label),
    )


def number_of(name: str) -> int:
    """The planted number of a numeric question: eight digits that stand nowhere else."""
    return 97_310_000 + int(name.removeprefix("q"))


PLANTED_PLACE = 862
"""The first digits of a planted coordinate: `0.862` and the number of the question."""


def _pictures(name: str, kind: str) -> dict[str, Any]:
    """Pictures with the stem, at an option, to point at and with a case, in turn."""
    if kind == "hotspot":
        case = Material(id=f"case-{name}", text={"en": f"Case of {name}"}, media=(picture_of(name, 2),))
        return {"media": (picture_of(name), picture_of(name, 1)), "material": case}
    return {"media": (picture_of(name),)} if kind in ("order", "open") else {}


def make_question(name: str, kind: str) -> Question:
    body, key = _body_and_key(kind, name)
    pictures = _pictures(name, kind)
    if kind == "order":
        pictured = body.items[0].model_copy(update={"media": picture_of(name).id})
        body = body.model_copy(update={"items": (pictured, *body.items[1:])})
    blank = "____" if kind == "fill" else ""
    return Question(
        id=name,
        stem={"zh-Hans": f"题{name}{blank}？", "en": f"Question {name} {blank}?"},
        body=body,
        key=key,
        explanation={"zh-Hans": f"因为 KEY-{name}", "en": f"because KEY-{name}"},
        sources=(Source(title={"zh-Hans": f"书 KEY-{name}"}),),
        note={"zh-Hans": f"提示 KEY-{name}"},
        **pictures,
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

    def take(number: int, rules: RoundRules) -> tuple[str, ...]:
        """Open questions only where somebody judges them."""
        judged = rules.answering is not Answering.DEVICE
        fitting = [q for q in unused if judged or q.kind != "open"][:number]
        for question in fitting:
            unused.remove(question)
        return tuple(question.id for question in fitting)

    rounds = tuple(_round(chance, n, teams, take) for n in range(chance.randint(1, 3)))
    tie_rules = random_rules(chance)
    ties = take(chance.randint(0, 4), tie_rules)
    used = {q.question for r in rounds for q in r.questions} | {s for r in rounds for s in r.spares}
    return Plan(
        title={"zh-Hans": "竞赛", "en": "Contest"},
        seed=seed,
        rules=_contest_rules(chance),
        teams=teams,
        rounds=rounds,
        tie_rules=tie_rules,
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
        PlannedQuestion(question=name, stake=chance.choice([None, *stakes])) for name in take(count, rules)
    )
    return planned.model_copy(update={"questions": questions, "spares": take(chance.randint(0, 2), rules)})


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
