"""Every rule of a contest as data: an enumeration or a number with default, range and help.

Used by plans and packs (which choose values), by the flows (which obey them), by the rulebook and
the builder (which show them). A new contest style is a new set of values, never a new branch here.
Sources: reference rule sets R1-R27 of the Chinese contests the defaults come from; ranges are what
was seen there, widened to what still makes sense.
"""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from quizhub.contest.fouls import USUAL_FOULS, Foul
from quizhub.contest.rule_choices import (
    AfterEarly,
    AfterWrong,
    AnswerChange,
    Answerer,
    Answering,
    AppealUntil,
    AudiencePoints,
    BuzzOpens,
    ClockStarts,
    EarlyPress,
    Flow,
    FoulEffect,
    Order,
    Pick,
    Seating,
    StakeReveal,
    StandingsAfter,
    SuddenDeathWrong,
    TieBreak,
    TooClose,
    Unclaimed,
    Wrong,
    rule,
)

__all__ = [
    "USUAL_FOULS",
    "AfterEarly",
    "AfterWrong",
    "AnswerChange",
    "Answerer",
    "Answering",
    "AppealUntil",
    "AudiencePoints",
    "BuzzOpens",
    "ClockStarts",
    "ContestRules",
    "EarlyPress",
    "Flow",
    "Foul",
    "FoulEffect",
    "Order",
    "Pick",
    "RoundRules",
    "Seating",
    "StakeReveal",
    "StandingsAfter",
    "SuddenDeathWrong",
    "TieBreak",
    "TooClose",
    "Unclaimed",
    "Wrong",
    "describe_rules",
]

_IN_TURN = (Flow.IN_TURN,)
_BUZZ = (Flow.BUZZ,)


class RoundRules(BaseModel):
    """The rules of one round. Points are whole numbers, times whole seconds unless said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: int = rule(
        10, "分值", "Points", unit="points", low=0, high=1000,
        help_zh="答对一题得到的分数。风险题由队伍所选分值代替。",
        help_en="Points for a right answer; in stake rounds the chosen stake takes its place.",
    )  # fmt: skip
    wrong: Wrong = rule(
        Wrong.NOTHING, "答错", "Wrong answer",
        help_zh="答错或不答扣多少：不扣、扣一半、扣全分。",
        help_en="What a wrong or missing answer costs: nothing, half the value, or all of it.",
    )  # fmt: skip
    partial: bool = rule(
        False, "部分得分", "Partial credit",
        help_zh="多选、填空、排序、配对题按答对的比例给分；关闭时全对才得分。",
        help_en="Give the share of the value that was right; off: only a fully right answer counts.",
    )  # fmt: skip
    answering: Answering = rule(
        Answering.DEVICE, "作答方式", "How answers are given",
        help_zh="手机作答由系统判；口头作答由主持人判；混合时两者都可，主持人判定优先。",
        help_en="Phone answers are marked by the machine, spoken ones by the host; "
        "mixed allows both and the host's ruling stands.",
    )  # fmt: skip
    time_s: int = rule(
        30, "作答时间", "Time to answer", unit="s", low=3, high=600,
        help_zh="从计时开始到截止的秒数。抢答题从抢到时起算。",
        help_en="Seconds from the start of the clock; in buzzer rounds from the press.",
    )  # fmt: skip
    clock_starts: ClockStarts = rule(
        ClockStarts.READING_END, "计时开始", "Clock starts", flows=(Flow.EVERYONE, Flow.IN_TURN),
        help_zh="读完题由主持人开始，或题目一出现就开始。",
        help_en="When the host has read the question out, or as soon as it is shown.",
    )  # fmt: skip
    repeats: int = rule(
        0, "重读次数", "Repeats", low=0, high=3,
        help_zh="一题可以应要求重读几次；每次重读后重新计时。",
        help_en="How often a question may be read again on request; the clock then starts afresh.",
    )  # fmt: skip
    conferring: bool = rule(
        True, "队内商量", "Conferring",
        help_zh="答题时队员之间可以商量、补充。",
        help_en="Team members may confer before answering.",
    )  # fmt: skip
    answer_change: AnswerChange = rule(
        AnswerChange.UNTIL_LOCKED, "改选", "Changing an answer",
        help_zh="可以改到队长按“回答完毕”或截止为止；或以第一次提交为准。",
        help_en="May change until the captain locks it or time is up; or the first one counts.",
    )  # fmt: skip
    auto_close: bool = rule(
        False, "答完即止", "Close when all answered", flows=(Flow.EVERYONE, Flow.IN_TURN),
        help_zh="所有队都已锁定答案后，提示一秒即截止。",
        help_en="Closes one second after every team has locked its answer.",
    )  # fmt: skip
    counts: bool = rule(
        True, "计分", "Counts",
        help_zh="关闭时是热身：照常作答和判定，但各队和观众都不得分也不扣分。",
        help_en="Off for a warm-up: played and judged as usual, but nobody gains or loses points.",
    )  # fmt: skip
    standings_after: StandingsAfter = rule(
        StandingsAfter.ROUND, "公布比分", "Show standings",
        help_zh="每轮之后、每题之后公布比分榜，或不自动公布。",
        help_en="After the round, after each question, or only when the host asks.",
    )  # fmt: skip

    answerer: Answerer = rule(
        Answerer.TEAM, "答题人", "Who answers", flows=_IN_TURN,
        help_zh="整队答，或指定号选手独立答。",
        help_en="The team as one, or the numbered player alone.",
    )  # fmt: skip
    per_turn: int = rule(
        1, "每队（每人）题数", "Questions each", low=1, high=10, flows=_IN_TURN,
        help_zh="每支队伍（个人必答为每位选手）答几题。",
        help_en="How many questions each team (in player rounds: each player) gets.",
    )  # fmt: skip
    in_a_row: bool = rule(
        False, "连续作答", "All in a row", flows=_IN_TURN,
        help_zh="一支队伍连续答完自己的全部题目再轮到下一队；关闭时各队轮流，每次一题。",
        help_en="A team answers all its questions before the next team's turn; off: one each, in turn.",
    )  # fmt: skip
    turn_order: Order = rule(
        Order.SEAT, "出场顺序", "Order of turns", flows=_IN_TURN,
        help_zh="按台号、倒序、分数从低到高、从高到低，或抽签；同分按台号。",
        help_en="By seat, reversed, from the lowest or highest score, or by lot; equals by seat.",
    )  # fmt: skip
    pick: Pick = rule(
        Pick.FIXED, "题目分配", "Who gets which question", flows=_IN_TURN,
        help_zh="按编排顺序，或把题目分成题包由系统抽签（种子记入日志）。",
        help_en="As listed, or in packs drawn by lot with a recorded seed.",
    )  # fmt: skip
    stakes: tuple[int, ...] = rule(
        (), "风险分值", "Stakes", flows=_IN_TURN,
        help_zh="可选的分值，例如 10、20、30；留空表示不是风险题。",
        help_en="The stakes a team may choose, such as 10, 20, 30; empty: no stakes.",
    )  # fmt: skip
    free_stake_step: int = rule(
        0, "自由分值的倍数", "Free stake step", unit="points", low=0, high=100, flows=_IN_TURN,
        help_zh="大于 0 时队伍可选该数的任意倍数，最高到上限。",
        help_en="Above 0: any multiple of it up to the cap may be chosen.",
    )  # fmt: skip
    free_stake_cap: int = rule(
        100, "自由分值上限", "Free stake cap", unit="points", low=1, high=1000, flows=_IN_TURN,
        help_zh="自由分值最高是多少。",
        help_en="The highest free stake.",
    )  # fmt: skip
    stake_times: tuple[tuple[int, int], ...] = rule(
        (), "各分值作答时间", "Time by stake", unit="s", flows=_IN_TURN,
        help_zh="（分值，秒）；没有列出的分值用作答时间。",
        help_en="Pairs (stake, seconds); a stake not listed has the round's time.",
    )  # fmt: skip
    stake_s: int = rule(
        30, "选分时间", "Time to choose a stake", unit="s", low=0, high=300, flows=_IN_TURN,
        help_zh="选分倒计时；到时未选按最低分。0 表示不限时。",
        help_en="When it runs out the lowest stake is taken; 0: no limit.",
    )  # fmt: skip
    stake_reveal: StakeReveal = rule(
        StakeReveal.AS_CHOSEN, "亮分方式", "Showing stakes", flows=_IN_TURN,
        help_zh="轮到时选、选了就亮；或全部队伍同时选、一起亮。",
        help_en="Each team at its turn, or all teams at once and shown together.",
    )  # fmt: skip
    pass_allowed: bool = rule(
        False, "可放弃", "May pass", flows=_IN_TURN,
        help_zh="看题之前可以放弃，不得分也不扣分。",
        help_en="A team may decline before seeing the question, without points either way.",
    )  # fmt: skip
    opponent_phase: bool = rule(
        False, "指定对手先答", "Opponent phase", flows=_IN_TURN,
        help_zh="先指定另一队答一题：对方答对对方得分，答错本队得分；再答自己的题。",
        help_en="First name another team: right, they gain; wrong, you gain; then your own question.",
    )  # fmt: skip

    opens: BuzzOpens = rule(
        BuzzOpens.CUE, "何时可抢", "When presses count", flows=_BUZZ,
        help_zh="听到“开始”之后，或读题时就可以抢。",
        help_en="After the start signal, or already while the question is being read.",
    )  # fmt: skip
    cue_ms: int = rule(
        800, "开始信号提前量", "Lead of the start signal", unit="ms", low=300, high=5000, flows=_BUZZ,
        help_zh="主持人按下后多少毫秒，所有屏幕同时出现“开始”。",
        help_en="Milliseconds from the host's key to the signal, so that every screen turns together.",
    )  # fmt: skip
    no_press_s: int = rule(
        15, "无人抢答时限", "Time to press", unit="s", low=3, high=120, flows=_BUZZ,
        help_zh="多少秒内无人按，本题不再抢。",
        help_en="Seconds without a press after which nobody may press any more.",
    )  # fmt: skip
    start_answer_s: int = rule(
        5, "开始作答时限", "Time to begin", unit="s", low=0, high=60, flows=_BUZZ,
        help_zh="口头作答：抢到后多少秒内须开口；0 表示不另计。",
        help_en="Spoken answers: seconds in which the team must begin; 0: no separate limit.",
    )  # fmt: skip
    early_press: EarlyPress = rule(
        EarlyPress.OUT, "抢跑", "Early press", flows=_BUZZ,
        help_zh="开始前按下：不理会、本题出局、出局并扣分、首次出局再犯扣分、锁定片刻。",
        help_en="Before the signal: ignored, out for this question, out and points off, "
        "first time out and points off from the second, or a short lock.",
    )  # fmt: skip
    early_points: int = rule(
        10, "抢跑扣分", "Points for an early press", unit="points", low=0, high=1000, flows=_BUZZ,
        help_zh="抢跑扣多少分（规则为扣分时）。",
        help_en="Points taken off where the rule takes points.",
    )  # fmt: skip
    early_lock_ms: int = rule(
        250, "锁定时长", "Length of the short lock", unit="ms", low=50, high=5000, flows=_BUZZ,
        help_zh="锁定片刻的毫秒数；每次抢跑重新计。",
        help_en="Milliseconds a press is dead after each early press.",
    )  # fmt: skip
    after_early: AfterEarly = rule(
        AfterEarly.OTHERS_GO_ON, "抢跑之后", "After an early press", flows=_BUZZ,
        help_zh="其他队继续抢、本题作废，或交给观众；抢跑不理会或只锁定片刻时不适用。",
        help_en="The other teams go on, the question is void, or it goes to the audience; "
        "without meaning where early presses are ignored or only locked.",
    )  # fmt: skip
    after_wrong: AfterWrong = rule(
        AfterWrong.ONE_REBUZZ, "答错之后", "After a wrong answer", flows=_BUZZ,
        help_zh="无人再答、其他队再抢一次、一直抢到答对、由次序下一队答，或交给观众。",
        help_en="Nobody, one more race, races until it is right, the next in the order of presses, "
        "or the audience.",
    )  # fmt: skip
    unclaimed: Unclaimed = rule(
        Unclaimed.CLOSED, "无人答对", "Nobody got it", flows=_BUZZ,
        help_zh="无人抢或不再有队可答时：直接公布答案，或交给观众。",
        help_en="Nobody pressed or nobody may answer any more: closed, or put to the audience.",
    )  # fmt: skip
    too_close_ms: int = rule(
        5, "难分先后", "Too close to call", unit="ms", low=0, high=100, flows=_BUZZ,
        help_zh="与最先按下的队相差不到多少毫秒算难分先后；0 表示总按先后。",
        help_en="Presses less than this behind the first cannot be told from it; 0: the order always stands.",
    )  # fmt: skip
    too_close: TooClose = rule(
        TooClose.REBUZZ, "难分先后时", "When too close", flows=_BUZZ,
        help_zh="难分先后的队重抢、以测得在先者为准、分低者先答，或抽签（记入日志）。",
        help_en="Those teams race again, the earlier stands, the lower score answers, or a recorded lot.",
    )  # fmt: skip
    bar_after_wrong: int = rule(
        0, "错几次停抢", "Barred after", low=0, high=20, flows=_BUZZ,
        help_zh="本轮抢答错几次后不得再抢；0 表示不限。",
        help_en="Wrong answers in this round after which a team may not press; 0: never.",
    )  # fmt: skip

    @property
    def staked(self) -> bool:
        """Whether teams choose the value of their question."""
        return bool(self.stakes) or self.free_stake_step > 0

    def stake_choices(self) -> tuple[int, ...]:
        """The stakes a team may choose, ascending."""
        if self.free_stake_step:
            return tuple(range(self.free_stake_step, self.free_stake_cap + 1, self.free_stake_step))
        return tuple(sorted(self.stakes))

    def time_for(self, stake: int | None) -> int:
        """Milliseconds to answer a question of this stake (None: not a stake question)."""
        return 1000 * dict(self.stake_times).get(stake or 0, self.time_s)


class ContestRules(BaseModel):
    """The rules of the whole contest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_score: int = rule(
        100, "底分", "Base score", unit="points", low=0, high=10000,
        help_zh="每队开始时的分数。",
        help_en="Points every team starts with.",
    )  # fmt: skip
    floor: int | None = rule(
        None, "最低分", "Floor", unit="points",
        help_zh="总分不会低于它；不填表示可以为负。",
        help_en="Totals never fall below it; empty: no floor.",
    )  # fmt: skip
    seating: Seating = rule(
        Seating.LISTED, "台号", "Seats",
        help_zh="按名单，或开场抽签（种子记入日志，大屏公布）。",
        help_en="As listed, or drawn by lot at the start with a recorded seed.",
    )  # fmt: skip
    ties: tuple[TieBreak, ...] = rule(
        (TieBreak.SUDDEN_DEATH, TieBreak.FEWEST_FOULS, TieBreak.SHARED), "同分", "Ties",
        help_zh="依次使用：加赛抢答、估数最接近、犯规少者在前、抽签、并列。",
        help_en="Used in this order: sudden death, nearest number, fewest fouls, lot, shared place.",
    )  # fmt: skip
    prize_places: int = rule(
        3, "设奖名次", "Prize places", low=0, high=100,
        help_zh="只有影响这些名次的同分才需要区分，其余并列。",
        help_en="Only ties that touch these places are broken; others share the place.",
    )  # fmt: skip
    sudden_death_wrong: SuddenDeathWrong = rule(
        SuddenDeathWrong.OUT, "加赛答错", "Wrong in sudden death",
        help_zh="加赛答错即排到最后，或继续下一题。",
        help_en="A wrong answer puts the team last, or the race goes on with the next question.",
    )  # fmt: skip
    audience: bool = rule(
        True, "观众同答", "Audience plays along",
        help_zh="观众用手机同答，有自己的排名，不影响各队得分。",
        help_en="People in the hall answer on their phones with a ranking of their own.",
    )  # fmt: skip
    audience_points: AudiencePoints = rule(
        AudiencePoints.SPEED, "观众计分", "Audience points",
        help_zh="答对得 1000 分，随用时递减、不低于一半；或每题固定 1 分。",
        help_en="1000 for a right answer, falling with time but never below half; or 1 each.",
    )  # fmt: skip
    late_join: bool = rule(
        True, "开赛后加入", "Late joining",
        help_zh="开赛后观众和未到的队长仍可加入。",
        help_en="Audience and missing captains may still join after the start.",
    )  # fmt: skip
    host_away_s: int = rule(
        10, "主持页断开", "Host page gone", unit="s", low=0, high=600,
        help_zh="没有主持页连接超过这个时间，正在走的计时暂停，等主持人回来。0 表示不暂停。",
        help_en="After so long without any host page, running clocks wait for the host. 0: they run on.",
    )  # fmt: skip
    appeals: int = rule(
        1, "申诉次数", "Appeals", low=0, high=20,
        help_zh="每队可以申诉几次；申诉成立的不计次。0 表示不设申诉。",
        help_en="How often a team may appeal; an appeal that is upheld does not count. 0: no appeals.",
    )  # fmt: skip
    appeal_until: AppealUntil = rule(
        AppealUntil.ROUND, "申诉时限", "Appeals until",
        help_zh="到下一题开始前、本轮结束前，或全场结束前可以申诉。",
        help_en="Until the next question is shown, the round is over, or the contest is.",
    )  # fmt: skip
    fouls: tuple[Foul, ...] = rule(
        USUAL_FOULS, "犯规", "Fouls",
        help_zh="主持人可以判的犯规及其处理。",
        help_en="The fouls a host may call and what each does.",
    )  # fmt: skip


def describe_rules(model: type[BaseModel], language: str, flow: Flow | None = None) -> list[dict[str, Any]]:
    """The rules of a model for people: key, name, help, default, range, choices, unit.

    Only rules that mean something in `flow` are given when one is named.
    """
    described = []
    properties = model.model_json_schema()["properties"]
    for key, field in model.model_fields.items():
        extra: dict[str, Any] = dict(field.json_schema_extra or {})  # type: ignore[arg-type]
        if flow is not None and str(flow) not in extra["flows"]:
            continue
        schema = properties[key]
        annotation = field.annotation
        choices = (
            [str(c) for c in annotation]
            if isinstance(annotation, type) and issubclass(annotation, StrEnum)
            else []
        )
        described.append(
            {
                "key": key,
                "name": extra["name"][language],
                "help": extra["help"][language],
                "unit": extra["unit"],
                "default": field.default,
                "low": schema.get("minimum"),
                "high": schema.get("maximum"),
                "choices": choices,
            }
        )
    return described
