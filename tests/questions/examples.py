"""Questions of every kind for the tests, written as briefly as they can be."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    Body,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    Key,
    MatchBody,
    MatchKey,
    Media,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenBody,
    OpenKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    Region,
    true_false_body,
)
from tests.banks.tiny_pictures import tiny_png


def options(ids: str) -> tuple[Option, ...]:
    return tuple(Option(id=name, text={"zh-Hans": f"选{name}", "en": f"option {name}"}) for name in ids)


def ask(body: Body, key: Key | None, **fields: Any) -> Any:
    stem = "问 " + "____ " * (len(body.blanks) if isinstance(body, FillBody) else 0)
    return Question(**{"id": "q", "stem": {"zh-Hans": stem, "en": stem}, **fields}, body=body, key=key)


def single(correct: Iterable[str] = "b", ids: str = "abcd", **key: Any) -> Any:
    body = ChoiceBody(kind="single_choice", options=options(ids))
    return ask(body, ChoiceKey(kind="single_choice", correct=tuple(correct), **key))


def multiple(correct: str = "abd", ids: str = "abcd", most: int | None = None, **key: Any) -> Any:
    limit: dict[str, Any] = {} if most is None else {"max_select": most}
    body = ChoiceBody(kind="multiple_choice", options=options(ids), **limit)
    return ask(body, ChoiceKey(kind="multiple_choice", correct=tuple(correct), **key))


def true_false(right: str = "true") -> Any:
    return ask(true_false_body(), ChoiceKey(kind="true_false", correct=(right,)))


def blank(*accept: str | Accept, **fields: Any) -> BlankKey:
    entries = tuple(one if isinstance(one, Accept) else Accept(value=one) for one in accept)
    return BlankKey(accept=entries, **fields)


def fill(*blanks: BlankKey, max_chars: int = 60, **key: Any) -> Any:
    places = range(1, len(blanks) + 1)
    body = FillBody(blanks=tuple(Blank(id=str(place), max_chars=max_chars) for place in places))
    return ask(body, FillKey(blanks=blanks, **key))


def numeric(*accept: NumberNear | NumberRange, unit: str | None = None, decimals: int = 0) -> Any:
    body = NumericBody(unit=None if unit is None else {"zh-Hans": unit}, decimals=decimals)
    return ask(body, NumericKey(accept=accept or (NumberNear(value=Decimal(10)),)))


def near(value: str, **fields: Any) -> NumberNear:
    return NumberNear(value=Decimal(value), **fields)


def order(sequence: str = "cadb", **key: Any) -> Any:
    body = OrderBody(items=options("".join(sorted(sequence))))
    return ask(body, OrderKey(sequence=tuple(sequence), **key))


def match(pairs: str = "aq bp cs", rights: str = "pqrs", *, reuse: bool = False, **key: Any) -> Any:
    entries = tuple((pair[0], pair[1]) for pair in pairs.split())
    lefts = "".join(left for left, _ in entries)
    body = MatchBody(left=options(lefts), right=options(rights), reuse_right=reuse)
    return ask(body, MatchKey(pairs=entries, **key))


PICTURES: dict[str, bytes] = {}
"""The bytes of every picture made here, by its id."""


def picture(name: str = "kitchen.png", number: int = 1, width: int = 800, height: int = 400) -> Media:
    alt = {"zh-Hans": "厨房", "en": "A kitchen"}
    raw = tiny_png(width, height, (200, 210, number))
    media = hashlib.sha256(raw).hexdigest()
    PICTURES[media] = raw
    return Media(id=media, mime="image/png", width=width, height=height, name=name, alt=alt)


def region(name: str, shape: Any, *coords: str | float, **fields: Any) -> Region:
    parts = tuple(Decimal(str(part)) for part in coords)
    return Region(id=name, shape=shape, coords=parts, label={"zh-Hans": f"区{name}", "en": name}, **fields)


PAN = region("pan", "rect", 0.1, 0.1, 0.3, 0.3)
CABLE = region("cable", "circle", 0.5, 0.5, 0.1)


def hotspot(*regions: Region, mode: Any = "find_all", clicks: int = 0, height: int = 400, **key: Any) -> Any:
    image, areas = picture(height=height), regions or (PAN, CABLE)
    right = sum(1 for one in areas if one.correct)
    body = HotspotBody(image=image.id, mode=mode, max_clicks=1 if mode == "pick" else clicks or right)
    return ask(body, HotspotKey(regions=areas, **key), media=(image,))


def open_question(reference: str | None = "先关气源", **body: Any) -> Any:
    words = None if reference is None else {"zh-Hans": reference}
    return ask(OpenBody(**body), OpenKey(reference=words))


def every_kind() -> list[Any]:
    """One ordinary question of each kind."""
    return [
        single(),
        multiple(),
        true_false(),
        fill(blank("119", normal="numeral")),
        numeric(),
        order(),
        match(),
        open_question(),
        hotspot(),
    ]
