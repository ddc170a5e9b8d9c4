"""Names for people in the hall: nobody types one, so none can be rude. 勇敢的水獭 27, Brave Otter 27."""

import random
from collections.abc import Container

_CHINESE = (
    "勇敢 细心 机灵 沉着 热心 快乐 聪明 可靠 耐心 敏捷 安静 认真 乐观 友善 踏实 镇定 活泼 稳重 温暖 闪亮",
    "水獭 熊猫 海豚 松鼠 白鹭 企鹅 雪豹 丹顶鹤 小鹿 刺猬 考拉 海龟 金丝猴 猫头鹰 骆驼 蜜蜂 燕子 袋鼠 大象",
)
_ENGLISH = (
    "Brave Careful Clever Calm Kind Happy Bright Steady Patient Nimble Quiet Keen Sunny Friendly Solid Alert "
    "Lively Trusty Warm Shining",
    "Otter Panda Dolphin Squirrel Heron Penguin Leopard Crane Deer Hedgehog Koala Turtle Monkey Owl Camel "
    "Bee Swallow Kangaroo Bear Elephant",
)


def new_handle(language: str, taken: Container[str], chance: random.Random) -> str:
    """A handle nobody has yet; with thousands in the hall its number grows longer."""
    for digits in (2, 2, 2, 3, 3, 4, 6):
        number = chance.randrange(10 ** (digits - 1), 10**digits)
        if language.startswith("zh"):
            first, second = (chance.choice(words.split()) for words in _CHINESE)
            handle = f"{first}的{second} {number}"
        else:
            first, second = (chance.choice(words.split()) for words in _ENGLISH)
            handle = f"{first} {second} {number}"
        if handle not in taken:
            break
    return handle
