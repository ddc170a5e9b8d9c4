"""What the rules of the whole contest say to those who compete, in Chinese and in English.

One entry for every field of `ContestRules`; a test holds them together.
"""

from collections.abc import Callable, Mapping

from quizhub.contest.rules import (
    AppealUntil,
    AudiencePoints,
    ContestRules,
    Foul,
    FoulEffect,
    Seating,
    SuddenDeathWrong,
    TieBreak,
)
from quizhub.questions.text import text_in
from quizhub.reports.said import Said, number, points, seconds

_TIES: Mapping[TieBreak, Said] = {
    TieBreak.SUDDEN_DEATH: ("加赛抢答", "sudden death on the buzzer"),
    TieBreak.NEAREST: ("估数题最接近者在前", "the nearest number"),
    TieBreak.FEWEST_FOULS: ("犯规和抢跑少者在前", "the fewest fouls and early presses"),
    TieBreak.LOT: ("抽签", "a lot, kept in the log"),
    TieBreak.SHARED: ("并列", "a shared place"),
}
_UNTIL: Mapping[AppealUntil, Said] = {
    AppealUntil.NEXT_QUESTION: ("下一题开始前", "until the next question is shown"),
    AppealUntil.ROUND: ("本轮结束前", "until the round is over"),
    AppealUntil.CONTEST: ("全场结束前", "until the contest is over"),
}
_EFFECTS: Mapping[FoulEffect, Said | None] = {
    FoulEffect.POINTS_ONLY: None,
    FoulEffect.ANSWER_VOID: ("该次作答无效", "the answer counts nothing"),
    FoulEffect.QUESTION_VOID: ("该题作废", "the question is void"),
}


def _ties(rules: ContestRules) -> Said:
    chinese = "；".join(_TIES[way][0] for way in rules.ties)
    english = "; ".join(_TIES[way][1] for way in rules.ties)
    if not rules.ties:
        return "同分并列。", "Teams with equal points share the place."
    return f"同分时依次用以下办法区分：{chinese}。", f"Equal points are decided by, in this order: {english}."


def _prizes(rules: ContestRules) -> Said:
    if not rules.prize_places:
        return "同分不作区分，名次并列。", "Ties are not broken: equals share the place."
    return (
        f"只区分影响前 {rules.prize_places} 名的同分，其余并列。",
        f"Only ties that touch the first {number(rules.prize_places, 'place', 'places')} are broken; "
        "others share the place.",
    )


def _sudden(rules: ContestRules) -> Said | None:
    if TieBreak.SUDDEN_DEATH not in rules.ties or not rules.prize_places:
        return None
    if rules.sudden_death_wrong is SuddenDeathWrong.OUT:
        return "加赛中答错的队排到最后。", "A team that is wrong in sudden death comes last."
    return "加赛中答错，继续下一题。", "After a wrong answer in sudden death the next question follows."


def _audience_points(rules: ContestRules) -> Said | None:
    if not rules.audience:
        return None
    if rules.audience_points is AudiencePoints.SPEED:
        return (
            "观众答对得 1000 分，随用时递减，不低于一半。",
            "The audience gets 1000 for a right answer, falling with time but never below half.",
        )
    return "观众每答对一题得 1 分。", "The audience gets 1 point for each right answer."


def _host_away(rules: ContestRules) -> Said:
    if not rules.host_away_s:
        return "主持页断开时计时照常进行。", "Clocks run on when the host's page is gone."
    return (
        f"主持页断开超过 {rules.host_away_s} 秒，正在走的计时暂停。",
        f"Clocks wait when the host's page has been gone for {seconds(rules.host_away_s)}.",
    )


def _appeals(rules: ContestRules) -> Said:
    if not rules.appeals:
        return "本场不设申诉，以主持人的裁定为准。", "There are no appeals: the host's ruling stands."
    return (
        f"每队可以申诉 {rules.appeals} 次，申诉成立的不计次。",
        f"Every team may appeal {number(rules.appeals, 'time', 'times')}; an appeal that is upheld does not "
        "count.",
    )


def _until(rules: ContestRules) -> Said | None:
    if not rules.appeals:
        return None
    chinese, english = _UNTIL[rules.appeal_until]
    return (
        f"申诉由队长在手机上提出，写明理由，须在{chinese}提出。",
        f"The captain appeals on the phone, with a reason, {english}.",
    )


def foul_sentence(foul: Foul) -> Said:
    """A foul and what it leads to."""
    effect = _EFFECTS[foul.effect]
    chinese = [f"扣 {-foul.points} 分"] if foul.points else []
    english = [f"costs {points(-foul.points)}"] if foul.points else []
    if effect is not None:
        chinese.append(effect[0])
        english.append(effect[1])
    name_zh, name_en = text_in(foul.name, "zh-Hans"), text_in(foul.name, "en")
    return f"{name_zh}：{'，'.join(chinese) or '警告'}。", f"{name_en}: {', '.join(english) or 'a warning'}."


SENTENCES: Mapping[str, Callable[[ContestRules], Said | None]] = {
    "base_score": lambda r: (
        f"每队开始时有 {r.base_score} 分。",
        f"Every team starts with {points(r.base_score)}.",
    ),
    "floor": lambda r: (
        ("总分可以为负。", "Totals may fall below zero.")
        if r.floor is None
        else (f"总分不会低于 {r.floor} 分。", f"Totals never fall below {r.floor}.")
    ),
    "seating": lambda r: (
        ("台号由开场抽签决定。", "Tables are drawn by lot at the start.")
        if r.seating is Seating.LOT
        else ("台号按名单。", "Tables are as listed.")
    ),
    "late_join": lambda r: (
        (
            "开赛后未到的队长和观众仍可加入。",
            "Missing captains and the audience may still join after the start.",
        )
        if r.late_join
        else ("开赛后不得再加入。", "Nobody may join after the start.")
    ),
    "ties": _ties,
    "prize_places": lambda r: _prizes(r) if r.ties else None,
    "sudden_death_wrong": _sudden,
    "appeals": _appeals,
    "appeal_until": _until,
    "audience": lambda r: (
        (
            "观众用手机同答，另有排名，不影响各队得分。",
            "The audience answers on its phones with a ranking of its own; it changes nothing for the teams.",
        )
        if r.audience
        else ("本场没有观众同答。", "The audience does not play along.")
    ),
    "audience_points": _audience_points,
    "host_away_s": _host_away,
    "fouls": lambda r: None,  # a list of its own
}
