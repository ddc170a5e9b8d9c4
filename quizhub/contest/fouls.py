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
    Foul(id="own-prompting", name={"zh-Hans": "队员违规提示", "en": "Prompting by a team mate"},
         effect=FoulEffect.ANSWER_VOID),
    Foul(id="hall-prompting", name={"zh-Hans": "场外提示", "en": "Prompting from the hall"},
         effect=FoulEffect.QUESTION_VOID),
    Foul(id="device", name={"zh-Hans": "使用手机或资料", "en": "Phone or notes used"}, points=-20),
    Foul(id="out-of-turn", name={"zh-Hans": "抢先发言", "en": "Spoke out of turn"}, points=-10),
    Foul(id="late", name={"zh-Hans": "迟到", "en": "Late on stage"}, points=-10),
)  # fmt: skip
