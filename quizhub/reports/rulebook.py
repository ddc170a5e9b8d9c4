"""The rules of a contest for those who compete, in whole sentences, written from the plan itself.

Used by the printed rulebook and, in two sentences a round, by the host's run sheet. Nothing of a question
is in it.
"""

from dataclasses import dataclass

from quizhub.contest.plan import Plan, Round
from quizhub.contest.rules import Flow, RoundRules, describe_rules
from quizhub.questions.text import text_in
from quizhub.reports import contest_sentences, round_sentences
from quizhub.reports.said import Said, number

_FLOWS: dict[Flow, Said] = {
    Flow.EVERYONE: ("各队同时回答同一道题。", "All teams answer the same question at once."),
    Flow.IN_TURN: ("各队依次回答自己的题目。", "Each team answers its own questions in its turn."),
    Flow.BUZZ: ("各队抢答，先按下者先答。", "The teams race: whoever presses first answers."),
}
_HEADINGS: dict[str, Said] = {
    "general": ("总则", "The contest"),
    "ties": ("同分与加赛", "Ties"),
    "appeals": ("申诉", "Appeals"),
    "fouls": ("犯规", "Fouls"),
}
_GENERAL = ("base_score", "floor", "seating", "late_join", "audience", "audience_points", "host_away_s")
_OF_TIES = ("ties", "prize_places", "sudden_death_wrong")
_OF_APPEALS = ("appeals", "appeal_until")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rules."""

    heading: str
    sentences: tuple[str, ...]


def rulebook(plan: Plan, language: str) -> list[Section]:
    """All sections in their order: the contest, every round, ties, appeals, fouls."""
    sections = [
        _section("general", language, _of_contest(plan, _GENERAL, language)),
        *(_round(plan, planned, n, language) for n, planned in enumerate(plan.rounds, start=1)),
        _section(
            "ties", language, [*_of_contest(plan, _OF_TIES, language), *_of_tie_questions(plan, language)]
        ),
        _section("appeals", language, _of_contest(plan, _OF_APPEALS, language)),
    ]
    if plan.rules.fouls:
        fouls = [_say(contest_sentences.foul_sentence(foul), language) for foul in plan.rules.fouls]
        sections.append(_section("fouls", language, fouls))
    return sections


def in_short(planned: Round, language: str) -> str:
    """A round in two sentences, to be read out by the host."""
    said = dict(_sentences(planned.rules, planned.flow, language))
    worth = [said[key] for key in ("stakes", "free_stake_step", "value", "counts") if key in said][:1]
    first = [_say(_FLOWS[planned.flow], language), *worth]
    second = [said[key] for key in ("wrong", "time_s") if key in said]
    return "\n".join(_joined(sentences, language) for sentences in (first, second))


def round_heading(plan: Plan, n: int, language: str) -> str:
    """`第 2 轮 抢答题`; rounds are numbered from 1."""
    title = text_in(plan.rounds[n - 1].title, language)
    return f"第 {n} 轮 {title}" if _chinese(language) else f"Round {n}: {title}"


def _round(plan: Plan, planned: Round, n: int, language: str) -> Section:
    sentences = [sentence for _, sentence in _sentences(planned.rules, planned.flow, language)]
    flow = [_say(_FLOWS[planned.flow], language)]
    if planned.flow is not Flow.IN_TURN:
        count = len(planned.questions)
        have = number(count, "question", "questions")
        flow.append(_say((f"本轮 {count} 题。", f"It has {have}."), language))
    return Section(round_heading(plan, n, language), tuple(flow + sentences))


def _sentences(rules: RoundRules, flow: Flow, language: str) -> list[tuple[str, str]]:
    """The rules that mean something in this flow, by their keys."""
    known = {rule["key"] for rule in describe_rules(RoundRules, "en", flow)}
    found = ((key, say(rules)) for key, say in round_sentences.SENTENCES.items() if key in known)
    return [(key, _say(said, language)) for key, said in found if said is not None]


def _of_contest(plan: Plan, keys: tuple[str, ...], language: str) -> list[str]:
    found = (contest_sentences.SENTENCES[key](plan.rules) for key in keys)
    return [_say(said, language) for said in found if said is not None]


def _of_tie_questions(plan: Plan, language: str) -> list[str]:
    """How a question of a tie is played, where there are any."""
    if not plan.tie_questions or not plan.rules.prize_places:
        return []
    heading = _say(("加赛题：", "Questions of a tie-break: "), language)
    said = _sentences(plan.tie_rules, Flow.BUZZ, language)
    # They decide places, whether or not they count: that they do would puzzle.
    sentences = [sentence for key, sentence in said if key != "counts"]
    return [heading + _joined(sentences, language)]


def _section(name: str, language: str, sentences: list[str]) -> Section:
    return Section(_say(_HEADINGS[name], language), tuple(sentences))


def _joined(sentences: list[str], language: str) -> str:
    return ("" if _chinese(language) else " ").join(sentences)


def _say(said: Said, language: str) -> str:
    return said[0] if _chinese(language) else said[1]


def _chinese(language: str) -> bool:
    return language.startswith("zh")
