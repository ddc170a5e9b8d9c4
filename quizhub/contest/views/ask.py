"""The field `ask` of the stage: the question being played, and after the reveal its answer.

Only `reveal_view` touches the key, and only for an ask in phase `revealed`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from quizhub.contest.asks import cost_of_wrong
from quizhub.contest.countdown import Countdown
from quizhub.contest.current import current_flow, current_rules
from quizhub.contest.rules import Flow
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import counted
from quizhub.contest.state import Ask, ContestState
from quizhub.contest.views.pictures import picture_view, pictures_view
from quizhub.contest.views.race import call_view, race_view
from quizhub.contest.views.wording import Wording
from quizhub.questions.answers import ChoiceAnswer, HotspotAnswer, describe_answer
from quizhub.questions.mark_points import regions_found
from quizhub.questions.marking import right_answer
from quizhub.questions.model import (
    ChoiceBody,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    MatchBody,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenBody,
    OpenKey,
    Option,
    OrderBody,
    Question,
)

Where = Literal["phone", "screen", "host"]


def clock_view(clock: Countdown | None) -> dict[str, int] | None:
    """A running clock by its end, a stopped one by what it has left."""
    if clock is None:
        return None
    if clock.ends_at is None:
        return {"total": clock.total_ms, "left": clock.left_ms}
    return {"total": clock.total_ms, "ends": clock.ends_at}


def ask_view(state: ContestState, ask: Ask, words: Wording, where: Where) -> dict[str, Any]:
    """Everything about the ask that may be known in its phase on a phone, the screen or the host's page."""
    question, *others = state.questions(ask.question)
    rules, flow = current_rules(state), current_flow(state)
    turn = state.show.turn if flow is Flow.IN_TURN else None
    slot = state.slot if turn is not None or flow is Flow.IN_TURN else None
    stem = question.screen if where == "screen" and question.screen is not None else question.stem
    view: dict[str, Any] = {
        "id": ask.id,
        "n": _number(state, ask),
        "of": _count(state, ask),
        "phase": ask.phase,
        "flow": str(flow),
        "answering": str(rules.answering),
        "kind": question.kind,
        "stem": words(stem),
        "value": ask.value,
        "wrong": 0 if slot is not None and slot.against else -cost_of_wrong(rules, ask.value),
        "contestants": ask.contestants,
        "clock": clock_view(ask.clock),
        "void": ask.void,
        **pictures_view(question.stem_media, words),
        **body_view(question, ask, words),
    }
    if slot is not None and slot.team is not None:
        view["team"] = ask.contestants[0] if slot.against else slot.team
        view["player"] = None if slot.against else slot.player
        view["against"] = slot.team if slot.against else None
    if flow is Flow.BUZZ:
        view.update(call_view(ask) if where == "phone" else race_view(ask, rules))
    if ask.rulings and flow is not Flow.EVERYONE and where != "phone":
        view["ruled"] = {
            team: ruling.verdict for team, ruling in ask.rulings.items() if _aloud(flow, ruling.by)
        }
    for flag in ("to_audience", "time_up", "all_in"):
        if getattr(ask, flag):
            view[flag] = True
    if ask.phase == "revealed":
        view["reveal"] = reveal_view(question, ask, words)
        if others:
            view["reveal"]["also"] = [key_text(other, ask, words) for other in others]
        if where != "phone":
            view["reveal"].update(everybody_view(state, ask, question, words))
    return view


def _aloud(flow: Flow, by: str) -> bool:
    """Whether a ruling was given in front of everybody: in a race always, else only by the host."""
    return flow is Flow.BUZZ or by != "machine"


def _number(state: ContestState, ask: Ask) -> int:
    if not ask.tie:
        return ask.slot + 1
    return sum(1 for question in state.plan.tie_questions if question in state.show.used)


def _count(state: ContestState, ask: Ask) -> int:
    return len(state.plan.tie_questions) if ask.tie else len(state.show.slots)


def _options(
    options: Sequence[Option], order: Sequence[str], question: Question, words: Wording
) -> list[dict[str, Any]]:
    by_id = {option.id: option for option in options}
    return [_option_view(by_id[name], question, words) for name in order]


def _option_view(option: Option, question: Question, words: Wording) -> dict[str, Any]:
    view: dict[str, Any] = {"id": option.id, "text": words(option.text)}
    if option.media is not None:
        view["picture"] = picture_view(question.media_by_id[option.media], words)
    return view


def body_view(question: Question, ask: Ask, words: Wording) -> dict[str, Any]:
    """What there is to answer with, by kind; never anything of the key."""
    match question.body:
        case ChoiceBody() as body:
            view: dict[str, Any] = {"options": _options(body.options, ask.orders["options"], question, words)}
            if body.kind == "multiple_choice":
                view["max_select"] = body.max_select
            return view
        case OrderBody() as body:
            return {"options": _options(body.items, ask.orders["options"], question, words)}
        case MatchBody() as body:
            return {
                "left": _options(body.left, ask.orders["left"], question, words),
                "right": _options(body.right, ask.orders["right"], question, words),
            }
        case FillBody() as body:
            return {"blanks": len(body.blanks)}
        case OpenBody() as body:
            return {"max_chars": body.max_chars}
        case HotspotBody() as body:
            image = picture_view(question.media_by_id[body.image], words)
            return {"image": image, "mode": body.mode, "max_clicks": body.max_clicks}
        case body:
            unit = words(body.unit) if body.unit is not None else None
            return {"unit": unit, "decimals": body.decimals}


# --- after the reveal -----------------------------------------------------------------------------


def reveal_view(question: Question, ask: Ask, words: Wording) -> dict[str, Any]:
    """The key, why it is right, and where it stands; on a picture also the areas with their names."""
    regions = regions_view(question.key, words) if isinstance(question.key, HotspotKey) else {}
    return {
        **regions,
        "key": key_view(question),
        "text": key_text(question, ask, words),
        "why": words(question.explanation) if question.explanation is not None else None,
        "source": source_text(question, words),
    }


def regions_view(key: HotspotKey, words: Wording) -> dict[str, Any]:
    """The areas of the picture: what was to be found, and likely mistakes that are explained."""
    return {
        "regions": [
            {
                "id": region.id,
                "shape": region.shape,
                "coords": region.numbers,
                "correct": region.correct,
                "label": words(region.label),
                "why": words(region.explanation) if region.explanation is not None else None,
            }
            for region in key.regions
        ]
    }


def everybody_view(state: ContestState, ask: Ask, question: Question, words: Wording) -> dict[str, Any]:
    """How the hall and each team did; a phone learns its own from `me` and needs no others."""
    answers = state.answers_to(ask.id)
    return {
        **_found(state, ask, question),
        "spread": _spread(question, ask, [given.answer for given in answers.values()]),
        "audience": {"answered": state.crowd.answered, "right": state.crowd.right},
        "verdicts": {team: ruling.verdict for team, ruling in ask.rulings.items()},
        "points": gained_points(state, ask.id),
        "answers": team_answers(state, ask, question, words),
    }


def _found(state: ContestState, ask: Ask, question: Question) -> dict[str, Any]:
    """How many teams found each area of a picture."""
    if not isinstance(question.key, HotspotKey):
        return {}
    counts = Counter({region.id: 0 for region in question.key.correct})
    given = state.answers_to(ask.id)
    for team in ask.contestants:
        held = given.get(captain_seat(team).id)
        if held is not None and isinstance(held.answer, HotspotAnswer):
            counts.update(r.id for r in regions_found(question.key, held.answer.points, question.aspect))
    return {"found": dict(counts)}


def team_answers(state: ContestState, ask: Ask, question: Question, words: Wording) -> dict[str, str]:
    """What each team answered, for people: letters, words or the number."""
    answers = state.answers_to(ask.id)
    return {
        team: describe_answer(question, given.answer, words.main, _order(ask))
        for team in ask.contestants
        if (given := answers.get(captain_seat(team).id)) is not None
    }


def gained_points(state: ContestState, ask: int) -> dict[str, int]:
    """Each team's points from one ask; teams without any are left out."""
    gained: Counter[str] = Counter()
    for award in counted(state):
        if award.ask == ask:
            gained[award.team] += award.points
    return dict(gained)


def _order(ask: Ask) -> tuple[str, ...] | None:
    return ask.orders.get("options") or ask.orders.get("right")


def key_view(question: Question) -> list[Any]:
    """The key for a program: option ids, pairs, points, or the texts of a canonical right answer."""
    answer = right_answer(question)
    match answer.kind:
        case "choice":
            return list(answer.chosen)
        case "order":
            return list(answer.sequence)
        case "match":
            return [list(pair) for pair in answer.pairs]
        case "fill":
            return list(answer.texts)
        case "hotspot":
            return list(map(list, answer.points))
        case "open":
            return []
        case _:
            return [answer.text]


def key_text(question: Question, ask: Ask, words: Wording) -> str | list[str]:
    """The right answer for people: letters with their texts, the words, or the number with its unit."""
    answer = right_answer(question)
    described = describe_answer(question, answer, words.main, _order(ask))
    match question.body, question.key:
        case _, OpenKey() as key:
            return words(key.reference) if key.reference is not None else words({words.main: ""})
        case _, HotspotKey() as key:
            labels: list[Mapping[str, str]] = [region.label for region in key.correct]
            return words.joined(labels, "；" if words.main.startswith("zh") else "; ")
        case ChoiceBody() as body, _ if isinstance(answer, ChoiceAnswer):
            order = ask.orders["options"]
            chosen = sorted(answer.chosen, key=order.index)
            texts = {option.id: option.text for option in body.options}
            labelled = [
                {language: f"{_letter(order.index(name))} {text}" for language, text in texts[name].items()}
                for name in chosen
            ]
            return words.joined(list(labelled), "；" if words.main.startswith("zh") else "; ")
        case NumericBody() as body, NumericKey() as key:
            number = number_text(key, described)
            unit = body.unit or {words.main: ""}
            return words({language: f"{number} {name}".strip() for language, name in unit.items()})
        case FillBody(), FillKey() as key:
            texts_in = {language: " / ".join(key.shown_in(language)) for language in words.languages}
            return words(texts_in) if words.language is not None else list(dict.fromkeys(texts_in.values()))
    return described if words.language is not None else [described]


def number_text(key: NumericKey, described: str) -> str:
    """A range as its two ends, anything else as the canonical number."""
    first = key.accept[0]
    if isinstance(first, NumberRange) and first.lo is not None and first.hi is not None:
        return f"{first.lo}–{first.hi}"
    return described


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]


def source_text(question: Question, words: Wording) -> str | list[str] | None:
    """The first source as one line: title and locator."""
    if not question.sources:
        return None
    source = question.sources[0]
    parts = [source.title] + ([source.locator] if source.locator is not None else [])
    return words.joined(list(parts), " ")


def _spread(question: Question, ask: Ask, answers: list[Any]) -> dict[str, int] | None:
    """How many (teams and audience) chose each option; None where there are no options to count."""
    if not isinstance(question.body, ChoiceBody):
        return None
    counts = Counter(name for answer in answers for name in answer.chosen)
    return {name: counts[name] for name in ask.orders["options"]}
