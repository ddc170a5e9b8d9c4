"""What a host may call a foul: its cost, its effect on the question being played, and the usual list."""

from pydantic import BaseModel, ConfigDict, Field

from quizhub.contest.rule_choices import FoulEffect


class Foul(BaseModel):
    """A breach the host may call: what it costs and what it does to the question being played."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: dict[str, str]
    points: int = Field(0, ge=-1000, le=0)
    effect: FoulEffect = FoulEffect.POINTS_ONLY


USUAL_FOULS = (
    Foul(id="own-prompting", effect=FoulEffect.ANSWER_VOID,
         name={"zh-Hans": "队员违规提示", "zh-Hant": "隊員違規提示", "en": "Prompting by a team mate"}),
    Foul(id="hall-prompting", effect=FoulEffect.QUESTION_VOID,
         name={"zh-Hans": "场外提示", "zh-Hant": "場外提示", "en": "Prompting from the hall"}),
    Foul(id="device", points=-20,
         name={"zh-Hans": "使用手机或资料", "zh-Hant": "使用手機或資料", "en": "Phone or notes used"}),
    Foul(id="out-of-turn", points=-10,
         name={"zh-Hans": "抢先发言", "zh-Hant": "搶先發言", "en": "Spoke out of turn"}),
    Foul(id="late", points=-10,
         name={"zh-Hans": "迟到", "zh-Hant": "遲到", "en": "Late on stage"}),
)  # fmt: skip
