"""What the rules of a race for the right to answer say to those who compete; part of `round_sentences`."""

from collections.abc import Callable, Mapping

from quizhub.contest.rules import (
    AfterEarly,
    AfterWrong,
    Answering,
    BuzzOpens,
    EarlyPress,
    RoundRules,
    TooClose,
    Unclaimed,
)
from quizhub.reports.said import Said, number, points, seconds

_EARLY: Mapping[EarlyPress, Said] = {
    EarlyPress.IGNORED: (
        "“开始”之前按下不计，也不处罚。",
        "A press before the signal is not counted and costs nothing.",
    ),
    EarlyPress.OUT: (
        "“开始”之前按下为抢跑，该队本题出局。",
        "A press before the signal is an early press: the team is out for this question.",
    ),
    EarlyPress.POINTS: (
        "“开始”之前按下为抢跑，该队本题出局，并扣 {n} 分。",
        "A press before the signal is an early press: the team is out for this question and loses {points}.",
    ),
    EarlyPress.WARN_THEN_POINTS: (
        "“开始”之前按下为抢跑，该队本题出局；从第二次起每次另扣 {n} 分。",
        "A press before the signal is an early press: the team is out for this question, and from the second "
        "time on also loses {points}.",
    ),
    EarlyPress.SHORT_LOCK: (
        "“开始”之前按下，抢答键锁定 {ms} 毫秒，每次重新计。",
        "A press before the signal locks the buzzer for {ms} milliseconds, anew each time.",
    ),
}
_AFTER_EARLY: Mapping[AfterEarly, Said] = {
    AfterEarly.OTHERS_GO_ON: ("有队抢跑后，其他队继续抢。", "After an early press the other teams go on."),
    AfterEarly.QUESTION_VOID: ("有队抢跑，本题作废。", "After an early press the question is void."),
    AfterEarly.AUDIENCE: (
        "有队抢跑，本题交给观众。",
        "After an early press the question goes to the audience.",
    ),
}
_AFTER_WRONG: Mapping[AfterWrong, Said] = {
    AfterWrong.NOBODY: ("抢到的队答错后，本题不再抢。", "After a wrong answer nobody else answers."),
    AfterWrong.ONE_REBUZZ: (
        "抢到的队答错后，其他队再抢一次。",
        "After a wrong answer the other teams race once more.",
    ),
    AfterWrong.REBUZZ: (
        "抢到的队答错后，其余各队继续抢，直到有队答对。",
        "After a wrong answer those still in race again, until one is right.",
    ),
    AfterWrong.NEXT_IN_QUEUE: (
        "抢到的队答错后，由按下次序中的下一队作答。",
        "After a wrong answer the next team in the order of presses answers.",
    ),
    AfterWrong.AUDIENCE: (
        "抢到的队答错后，本题交给观众。",
        "After a wrong answer the question goes to the audience.",
    ),
}
_UNCLAIMED: Mapping[Unclaimed, Said] = {
    Unclaimed.CLOSED: (
        "无人抢答或无队可答时，直接公布答案。",
        "When nobody presses, or nobody may answer any more, the answer is told.",
    ),
    Unclaimed.AUDIENCE: (
        "无人抢答或无队可答时，本题交给观众。",
        "When nobody presses, or no team may answer any more, the question goes to the audience.",
    ),
}
_TOO_CLOSE: Mapping[TooClose, Said] = {
    TooClose.REBUZZ: ("难分先后的队重抢。", "Teams too close to call race again."),
    TooClose.EARLIER: (
        "难分先后时，以测得在先的队为准。",
        "Of teams too close to call the one measured earlier answers.",
    ),
    TooClose.LOWER_SCORE: (
        "难分先后时，分低的队先答。",
        "Of teams too close to call the one with the lower score answers.",
    ),
    TooClose.LOT: (
        "难分先后时抽签决定，抽签记入日志。",
        "Teams too close to call draw lots; the log keeps the draw.",
    ),
}


def _signal(rules: RoundRules) -> bool:
    """Whether a race is ever begun by the signal: always, or where teams race again."""
    again = rules.after_wrong in (AfterWrong.ONE_REBUZZ, AfterWrong.REBUZZ)
    close = rules.too_close_ms > 0 and rules.too_close is TooClose.REBUZZ
    return rules.opens is BuzzOpens.CUE or again or close


def _at_signal(rules: RoundRules, said: Said) -> Said | None:
    """What holds in races that the signal begins; where presses count while reading, only in later ones."""
    if not _signal(rules):
        return None
    if rules.opens is BuzzOpens.CUE:
        return said
    return f"重抢时：{said[0]}", f"When teams race again: {said[1]}"


def _cue(rules: RoundRules) -> Said | None:
    chinese = f"主持人按下后 {rules.cue_ms} 毫秒，所有屏幕同时出现“开始”。"
    english = f"The signal comes on every screen at once, {rules.cue_ms} milliseconds after the host's key."
    return _at_signal(rules, (chinese, english))


def _early(rules: RoundRules) -> Said | None:
    chinese, english = _EARLY[rules.early_press]
    cost, lock = rules.early_points, rules.early_lock_ms
    said = chinese.format(n=cost, ms=lock), english.format(points=points(cost), ms=lock)
    return _at_signal(rules, said)


def _after_early(rules: RoundRules) -> Said | None:
    """Only a press that puts its team out has any consequence for the others."""
    if rules.early_press in (EarlyPress.IGNORED, EarlyPress.SHORT_LOCK):
        return None
    return _at_signal(rules, _AFTER_EARLY[rules.after_early])


def _begin(rules: RoundRules) -> Said | None:
    if not rules.start_answer_s or rules.answering is not Answering.SPOKEN:
        return None
    return (
        f"抢到后须在 {rules.start_answer_s} 秒内开口。",
        f"The team begins to speak within {seconds(rules.start_answer_s)} of its press.",
    )


def _barred(rules: RoundRules) -> Said | None:
    if not rules.bar_after_wrong:
        return None
    return (
        f"本轮抢答答错 {rules.bar_after_wrong} 次的队不得再抢。",
        f"A team that was wrong {number(rules.bar_after_wrong, 'time', 'times')} in this round may not press "
        "any more.",
    )


def _close_call(rules: RoundRules) -> Said:
    if not rules.too_close_ms:
        return "抢答总按测得的先后。", "The measured order of presses always stands."
    return (
        f"与最先按下的队相差不到 {rules.too_close_ms} 毫秒，视为难分先后。",
        f"A press less than {number(rules.too_close_ms, 'millisecond', 'milliseconds')} behind the first "
        "is too close to call.",
    )


RACES: Mapping[str, Callable[[RoundRules], Said | None]] = {
    "opens": lambda r: (
        ("听到“开始”信号之后才可以抢答。", "Presses count after the start signal.")
        if r.opens is BuzzOpens.CUE
        else ("读题时就可以抢答。", "Presses count already while the question is read.")
    ),
    "cue_ms": _cue,
    "no_press_s": lambda r: (
        f"{r.no_press_s} 秒内无人按，本题不再抢。",
        f"When nobody has pressed within {seconds(r.no_press_s)}, the race is over.",
    ),
    "start_answer_s": _begin,
    "early_press": _early,
    "early_points": lambda r: None,  # said with the early press
    "early_lock_ms": lambda r: None,  # said with the early press
    "after_early": _after_early,
    "after_wrong": lambda r: _AFTER_WRONG[r.after_wrong],
    "unclaimed": lambda r: _UNCLAIMED[r.unclaimed],
    "too_close_ms": _close_call,
    "too_close": lambda r: _TOO_CLOSE[r.too_close] if r.too_close_ms else None,
    "bar_after_wrong": _barred,
}
