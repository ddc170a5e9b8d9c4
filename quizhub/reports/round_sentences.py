"""What each rule of a round says to those who compete, as a sentence in Chinese and in English.

One entry for every field of `RoundRules`; None where the rule means nothing beside the others (what an
early press costs where none is punished). A test holds the entries and the fields together.
"""

from collections.abc import Callable, Mapping

from quizhub.contest.rules import (
    AnswerChange,
    Answerer,
    Answering,
    ClockStarts,
    Order,
    Pick,
    RoundRules,
    StakeReveal,
    StandingsAfter,
    Wrong,
)
from quizhub.reports.race_sentences import RACES
from quizhub.reports.said import Said, number, points, seconds

_WRONG: Mapping[Wrong, Said] = {
    Wrong.NOTHING: ("答错或不答不扣分。", "A wrong or missing answer costs nothing."),
    Wrong.HALF: (
        "答错或不答扣该题分值的一半。",
        "A wrong or missing answer costs half the value of the question.",
    ),
    Wrong.FULL: (
        "答错或不答扣该题的全部分值。",
        "A wrong or missing answer costs the whole value of the question.",
    ),
}
_ANSWERING: Mapping[Answering, Said] = {
    Answering.DEVICE: (
        "在手机上作答，由系统判定。",
        "Answers are given on the phone and marked by the machine.",
    ),
    Answering.SPOKEN: ("口头作答，由主持人判定。", "Answers are spoken and judged by the host."),
    Answering.MIXED: (
        "可以在手机上作答，也可以口头作答；以主持人的判定为准。",
        "Answers are given on the phone or spoken; the host's ruling stands.",
    ),
}
_STANDINGS: Mapping[StandingsAfter, Said] = {
    StandingsAfter.QUESTION: ("每题之后公布比分。", "The standings are shown after every question."),
    StandingsAfter.ROUND: ("本轮结束后公布比分。", "The standings are shown after the round."),
    StandingsAfter.NEVER: ("比分由主持人择时公布。", "The standings are shown when the host wishes."),
}
_ORDER: Mapping[Order, Said] = {
    Order.SEAT: ("按台号顺序出场。", "Teams take their turns by table number."),
    Order.REVERSE_SEAT: ("按台号倒序出场。", "Teams take their turns by table number, backwards."),
    Order.LOW_TO_HIGH: (
        "按分数从低到高出场，同分按台号。",
        "The team with the lowest score comes first; equals go by table number.",
    ),
    Order.HIGH_TO_LOW: (
        "按分数从高到低出场，同分按台号。",
        "The team with the highest score comes first; equals go by table number.",
    ),
    Order.LOT: ("出场顺序由抽签决定。", "The order of turns is drawn by lot."),
}


def _value(rules: RoundRules) -> Said | None:
    if rules.staked or not rules.counts:
        return None
    if not rules.value:
        return "答对不加分。", "A right answer earns no points."
    return f"答对一题得 {rules.value} 分。", f"A right answer earns {points(rules.value)}."


def _repeats(rules: RoundRules) -> Said:
    if not rules.repeats:
        return "题目只读一遍。", "A question is read once."
    return (
        f"一题最多可以应要求重读 {rules.repeats} 次，每次重读后重新计时。",
        f"A question is read again on request, {number(rules.repeats, 'time', 'times')} at most; "
        "the clock then starts afresh.",
    )


def _partial(rules: RoundRules) -> Said:
    if rules.partial:
        return (
            "多选、填空、排序、配对等题按答对的比例给分。",
            "Where an answer has several parts, the share that is right earns its share of the value.",
        )
    return "答案全部正确才得分。", "Only a fully right answer earns points."


def _change(rules: RoundRules) -> Said | None:
    if rules.answering is Answering.SPOKEN:
        return None
    if rules.answer_change is AnswerChange.FIRST_COUNTS:
        return "以第一次提交的答案为准。", "The first answer sent counts."
    return (
        "答案可以改到队长按“回答完毕”或截止为止。",
        "An answer may be changed until the captain locks it or time is up.",
    )


def _auto_close(rules: RoundRules) -> Said | None:
    if rules.answering is Answering.SPOKEN:
        return None
    if rules.auto_close:
        return (
            "所有队都锁定答案后，一秒即截止。",
            "Answers close one second after every team has locked its own.",
        )
    return "时间用完或主持人宣布截止时，停止作答。", "Answers close when time is up or the host closes them."


def _times(rules: RoundRules) -> Said | None:
    if not rules.staked or not rules.stake_times:
        return None
    chinese = "，".join(f"{stake} 分题 {time} 秒" for stake, time in rules.stake_times)
    english = ", ".join(f"{time} s for {points(stake)}" for stake, time in rules.stake_times)
    return f"按分值另定作答时间：{chinese}。", f"The time to answer goes by the stake: {english}."


def _stakes(rules: RoundRules) -> Said | None:
    if not rules.stakes or rules.free_stake_step:
        return None
    chosen = rules.stake_choices()
    chinese, english = "、".join(map(str, chosen)), ", ".join(map(str, chosen))
    return (
        f"每题的分值由答题队从 {chinese} 分中自选，答对得所选分值。",
        f"The team chooses what its question is worth: {english} points; a right answer earns the stake.",
    )


def _free(rules: RoundRules) -> Said | None:
    if not rules.free_stake_step:
        return None
    step, cap = rules.free_stake_step, rules.free_stake_cap
    return (
        f"每题的分值由答题队自选，须为 {step} 的倍数，最高 {cap} 分，答对得所选分值。",
        f"The team chooses what its question is worth: any multiple of {step} up to {points(cap)}; "
        "a right answer earns the stake.",
    )


def _stake_time(rules: RoundRules) -> Said | None:
    if not rules.staked:
        return None
    if not rules.stake_s:
        return "选分不限时。", "There is no limit on choosing the stake."
    return (
        f"选分限时 {rules.stake_s} 秒，到时未选按最低分。",
        f"The stake is chosen within {seconds(rules.stake_s)}, or the lowest is taken.",
    )


def _reveal(rules: RoundRules) -> Said | None:
    if not rules.staked:
        return None
    if rules.stake_reveal is StakeReveal.TOGETHER:
        return "各队同时选分，一起亮分。", "All teams choose at once, and the stakes are shown together."
    return "轮到时选分，选了就亮。", "Each team chooses at its turn, and the stake is shown at once."


def _per_turn(rules: RoundRules) -> Said:
    if rules.answerer is Answerer.PLAYER:
        return (
            f"每位选手答 {rules.per_turn} 题；人数少的队有人再次出场，各队题数相同。",
            f"Every player answers {number(rules.per_turn, 'question', 'questions')}; smaller teams send "
            "somebody twice, so that all teams answer as many.",
        )
    return (
        f"每支队伍答 {rules.per_turn} 题。",
        f"Every team answers {number(rules.per_turn, 'question', 'questions')}.",
    )


SENTENCES: Mapping[str, Callable[[RoundRules], Said | None]] = {
    "counts": lambda r: (
        ("本轮计分。", "This round counts.")
        if r.counts
        else ("本轮是热身，不得分也不扣分。", "This round is a warm-up: nobody gains or loses points.")
    ),
    "value": _value,
    "stakes": _stakes,
    "free_stake_step": _free,
    "free_stake_cap": lambda r: None,  # said with the step
    "stake_reveal": _reveal,
    "stake_s": _stake_time,
    "wrong": lambda r: _WRONG[r.wrong] if r.counts else None,
    "partial": lambda r: _partial(r) if r.counts else None,
    "answerer": lambda r: (
        ("由指定号选手独立作答。", "The numbered player answers alone.")
        if r.answerer is Answerer.PLAYER
        else ("由整队作答。", "The team answers as one.")
    ),
    "per_turn": _per_turn,
    "in_a_row": lambda r: (
        (
            "一支队伍答完自己的全部题目再轮到下一队。",
            "A team answers all its questions before the next team's turn.",
        )
        if r.in_a_row
        else ("各队轮流，每次一题。", "Teams take turns, one question at a time.")
    ),
    "turn_order": lambda r: _ORDER[r.turn_order],
    "pick": lambda r: (
        ("题目分成题包，由系统抽签分给各队。", "The questions are put in packs, which are drawn by lot.")
        if r.pick is Pick.PACK
        else ("题目按编排顺序使用。", "The questions are asked in the order they were listed.")
    ),
    "pass_allowed": lambda r: (
        (
            "看题之前可以放弃，不得分也不扣分。",
            "A team may decline before it sees the question, without points either way.",
        )
        if r.pass_allowed
        else ("轮到的队不得放弃。", "A team may not decline its question.")
    ),
    "opponent_phase": lambda r: (
        (
            "先指定另一队答一题：对方答对，对方得分；对方答错，本队得分；然后答自己的题。",
            "The team first names another one to answer: if that is right it gains the points, if wrong this "
            "team does; then it answers a question of its own.",
        )
        if r.opponent_phase
        else None
    ),
    **RACES,
    "time_s": lambda r: (f"作答时间 {r.time_s} 秒。", f"The time to answer is {seconds(r.time_s)}."),
    "stake_times": _times,
    "clock_starts": lambda r: (
        ("读完题后由主持人开始计时。", "The host starts the clock when the question has been read.")
        if r.clock_starts is ClockStarts.READING_END
        else ("题目一出现就开始计时。", "The clock starts as soon as the question is shown.")
    ),
    "repeats": _repeats,
    "conferring": lambda r: (
        ("答题时队员之间可以商量、补充。", "Team members may confer.")
        if r.conferring
        else ("答题时队员之间不得商量、提示。", "Team members may not confer or prompt.")
    ),
    "answering": lambda r: _ANSWERING[r.answering],
    "answer_change": _change,
    "auto_close": _auto_close,
    "standings_after": lambda r: _STANDINGS[r.standings_after],
}
"""In the order in which they are read out."""
