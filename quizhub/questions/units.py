"""Units of measure that mean the same: 米, 公尺, metres and m.

Used by the normalisation step `unit` and by the marking of numeric answers. Nothing is converted:
1 km and 1000 m stay different texts. The name kept (the first of a line) has no digit or sign that could
join a number beside it.
"""

import re

_SAME = (
    "m 米 公尺 metre metres meter meters",
    "cm 厘米 公分 centimetre centimetres centimeter centimeters",
    "mm 毫米 公厘 millimetre millimetres millimeter millimeters",
    "km 千米 公里 kilometre kilometres kilometer kilometers",
    "sqm m2 平方米 平米 squaremetre squaremetres squaremeter squaremeters",
    "cbm m3 立方米 cubicmetre cubicmetres cubicmeter cubicmeters",
    "°c 摄氏度 度c celsius degreescelsius degreecelsius",
    "s 秒 秒钟 sec secs second seconds",
    "min 分 分钟 mins minute minutes",
    "h 时 小时 钟头 hr hrs hour hours",
    "d 天 日 day days",
    "week 周 星期 礼拜 weeks",
    "month 月 个月 months",
    "year 年 yr yrs years",
    "kg 千克 公斤 kilogram kilograms kilogramme kilogrammes kilo kilos",
    "g 克 公克 gram grams gramme grammes",
    "t 吨 公吨 tonne tonnes ton tons",
    "l 升 公升 litre litres liter liters",
    "ml 毫升 millilitre millilitres milliliter milliliters",
    "mpa 兆帕 megapascal megapascals",
    "kpa 千帕 kilopascal kilopascals",
    "v 伏 伏特 volt volts",
    "a 安 安培 amp amps ampere amperes",
    "w 瓦 瓦特 watt watts",
    "kw 千瓦 kilowatt kilowatts",
    "ma 毫安 milliamp milliamps milliampere milliamperes",
    "yuan 元 块 块钱 人民币 rmb",
    "percent % 百分比",
    "person 人 名 个人 persons people",
    "time 次 回 times",
    "piece 个 只 具 件 pieces",
    "storey 层 层楼 storeys story stories floor floors",
)
_CANONICAL = {name: line.split()[0] for line in _SAME for name in line.split()}
_NAMES = "|".join(re.escape(name) for name in sorted(_CANONICAL, key=lambda name: (-len(name), name)))
_BEHIND_NUMBER = re.compile(rf"(?<=[0-9])\s*({_NAMES})(?![a-z0-9])")


def canonical_unit(unit: str) -> str | None:
    """One name for a unit already folded by profile `basic`, or None if it is not in the table."""
    return _CANONICAL.get(re.sub(r"\s+", "", unit))


def same_units(text: str) -> str:
    """The text with every known unit behind a number, or the text that is one, under its one name."""
    return canonical_unit(text) or _BEHIND_NUMBER.sub(lambda found: _CANONICAL[found[1]], text)
