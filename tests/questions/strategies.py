"""Hypothesis strategies for questions of every kind, with all their fields."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    Criterion,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    MatchBody,
    MatchKey,
    Material,
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
    Rights,
    Source,
    true_false_body,
)

# Everything YAML has traps for: its own marks, words of other types, blanks, line ends, both scripts.
words = st.one_of(
    st.sampled_from(["no", "Yes", "on", "null", "~", "0571", "1e3", "12:30", "2027-11-01", "<<", "- a"]),
    st.text(
        alphabet=st.one_of(
            st.sampled_from("火灾逃生滅119 ab:#-&*!|>'\"%@`{}[],?\t\n\\"),
            st.characters(exclude_categories=["C"], exclude_characters="_\u2028\u2029"),
        ),
        min_size=1,
        max_size=30,
    ),
).filter(lambda text: text.strip() != "")
texts = st.dictionaries(st.sampled_from(["zh-Hans", "en", "zh-Hant"]), words, min_size=1)
ids = st.from_regex(r"[A-Za-z0-9_.\-]{1,6}", fullmatch=True)
decimals = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
parts = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.333")])


def _options(count: int) -> st.SearchStrategy[tuple[Option, ...]]:
    names = st.lists(ids, min_size=count, max_size=count, unique=True)
    return names.flatmap(lambda ns: st.tuples(*(st.builds(Option, id=st.just(n), text=texts) for n in ns)))


some_options = st.integers(2, 5).flatmap(_options)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Any, Any]:
    kind: Any = draw(st.sampled_from(["single_choice", "multiple_choice"]))
    body = ChoiceBody(kind=kind, options=draw(some_options), shuffle=draw(st.booleans()))
    most = len(body.ids) - (kind == "single_choice")
    correct = tuple(draw(st.lists(st.sampled_from(body.ids), min_size=1, max_size=most, unique=True)))
    scoring: Any = draw(st.sampled_from(["all_or_nothing", "per_option", "no_wrong_partial", "weights"]))
    if scoring != "weights":
        return body, ChoiceKey(kind=kind, correct=correct, scoring=scoring)
    gains = {name: draw(parts) if name in correct else -draw(parts) for name in body.ids}
    floor = draw(st.sampled_from([Decimal(0), Decimal("0.1")]))
    return body, ChoiceKey(kind=kind, correct=correct, scoring=scoring, weights=gains, floor=floor)


@st.composite
def true_falses(draw: st.DrawFn) -> tuple[Any, Any]:
    return true_false_body(), ChoiceKey(
        kind="true_false", correct=(draw(st.sampled_from(["true", "false"])),)
    )


accepts = st.builds(
    Accept,
    value=words.map("丙{}".format),
    match=st.sampled_from(["exact", "normal", "contains"]),
    weight=parts,
) | st.sampled_from([Accept(value="a*b?", match="glob"), Accept(value="(ab|c)", match="regex")])


@st.composite
def fills(draw: st.DrawFn) -> tuple[Any, Any]:
    count = draw(st.integers(1, 3))
    keys = tuple(
        BlankKey(
            accept=(Accept(value=f"{draw(words)}甲{place}"), *draw(st.lists(accepts, max_size=2))),
            reject=("乙",),
            normal=draw(st.sampled_from(["basic", "exact", "numeral+unit"])),
            weight=draw(parts),
        )
        for place in range(count)
    )
    few = draw(st.none() | st.integers(1, count))
    blanks = tuple(Blank(id=str(place), max_chars=draw(st.integers(50, 90))) for place in range(1, count + 1))
    return FillBody(blanks=blanks), FillKey(blanks=keys, unordered=draw(st.booleans()), min_correct=few)


@st.composite
def numerics(draw: st.DrawFn) -> tuple[Any, Any]:
    low, width = draw(decimals), draw(decimals.map(abs)) + 1
    near: Any = NumberNear(
        value=low,
        abs_tol=draw(st.sampled_from([Decimal(0), Decimal("0.5")])),
        rel_tol=draw(st.sampled_from([Decimal(0), Decimal("0.05")])),
        decimals=draw(st.none() | st.integers(0, 3)),
    )
    ends = draw(st.sampled_from([(low, None), (None, low), (low, low + width)]))
    open_ends = [end is not None and draw(st.booleans()) for end in ends]
    between: Any = NumberRange(lo=ends[0], hi=ends[1], lo_open=open_ends[0], hi_open=open_ends[1])
    more = draw(st.lists(st.builds(NumberNear, value=decimals, weight=parts), max_size=2))
    body = NumericBody(unit=draw(st.none() | texts), decimals=draw(st.integers(0, 3)))
    return body, NumericKey(accept=(draw(st.sampled_from([near, between])), *more))


@st.composite
def orders(draw: st.DrawFn) -> tuple[Any, Any]:
    body = OrderBody(items=draw(some_options))
    sequence = tuple(draw(st.permutations(body.ids)))
    return body, OrderKey(sequence=sequence, scoring=draw(st.sampled_from(["exact", "adjacent", "position"])))


@st.composite
def matches(draw: st.DrawFn) -> tuple[Any, Any]:
    left, reuse = draw(some_options), draw(st.booleans())
    right = draw(st.integers(2 if reuse else len(left), 6).flatmap(_options))
    names = [option.id for option in right]
    partners = draw(
        st.lists(st.sampled_from(names), min_size=len(left), max_size=len(left), unique=not reuse)
    )
    lefts = [option.id for option in left]
    return MatchBody(left=left, right=right, reuse_right=reuse), MatchKey(
        pairs=tuple(zip(lefts, partners, strict=True)),
        scoring=draw(st.sampled_from(["per_pair", "all_or_nothing"])),
        weights=draw(st.none() | st.just({lefts[0]: Decimal(2)})),
    )


def _media(number: int) -> st.SearchStrategy[Media]:
    return st.builds(
        Media,
        id=st.just(f"{number:064x}"),
        mime=st.sampled_from(["image/png", "image/jpeg", "image/webp"]),
        width=st.integers(1, 4_000),
        height=st.integers(1, 4_000),
        name=st.sampled_from(["{}.png", "no {}", "厨房{}.jpg", "- {}"]).map(lambda name: name.format(number)),
        alt=st.none() | texts,
    )


PICTURE_COUNT = 3
pictures = st.tuples(*(_media(number) for number in range(PICTURE_COUNT)))
part = st.integers(0, 10_000).map(lambda number: Decimal(number) / 10_000)
corners = st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal("0.4")])


@st.composite
def regions(draw: st.DrawFn, name: str) -> Region:
    x, y, far = draw(corners), draw(corners), draw(corners) + Decimal("0.5")
    shape: Any
    shape, coords = draw(
        st.sampled_from(
            [
                ("rect", (x, y, far, far)),
                ("circle", (x, y, Decimal("0.05"))),
                ("ellipse", (x, y, Decimal("0.1"), Decimal("0.2"))),
                ("poly", (x, y, far, y, far, far, x, far)),
            ]
        )
    )
    fields: dict[str, Any] = {"explanation": draw(st.none() | texts), "weight": draw(parts)}
    return Region(id=name, shape=shape, coords=coords, label=draw(texts), **fields)


@st.composite
def hotspots(draw: st.DrawFn) -> tuple[Any, Any]:
    found = [draw(regions(f"r{number}")) for number in range(draw(st.integers(1, 3)))]
    wrong = draw(st.booleans())
    if wrong:
        found.append(draw(regions("wrong")).model_copy(update={"correct": False}))
    mode: Any = draw(st.sampled_from(["pick", "find_all"]))
    clicks = 1 if mode == "pick" else len(found) + draw(st.integers(0, 2))
    key = HotspotKey(
        regions=tuple(found),
        hit_radius=draw(st.sampled_from([Decimal(0), Decimal("0.02"), Decimal("0.1")])),
        wrong_click_penalty=draw(st.sampled_from([Decimal(0), Decimal("0.5")])),
        scoring=draw(st.sampled_from(["per_region", "all_or_nothing"])),
    )
    return HotspotBody(image=f"{0:064x}", mode=mode, max_clicks=clicks), key


@st.composite
def opens(draw: st.DrawFn) -> tuple[Any, Any]:
    rubric = [Criterion(id=f"c{n}", criterion=draw(texts), points=n) for n in range(draw(st.integers(0, 2)))]
    key = OpenKey(
        reference=draw(st.none() | texts),
        rubric=tuple(rubric),
        keywords=tuple(draw(st.lists(words, max_size=2))),
    )
    return OpenBody(max_chars=draw(st.sampled_from([30, 200, 500]))), key


@st.composite
def materials(draw: st.DrawFn) -> Material:
    media = (draw(_media(9)),) if draw(st.booleans()) else ()
    return Material(id=f"case-{draw(st.uuids())}", text=draw(texts), media=media)


def _with_pictures(body: Any) -> Any:
    """The body with a picture at its first option, where it has options."""
    for side in ("options", "items", "left"):
        options = getattr(body, side, ())
        if options and getattr(body, "kind", "") != "true_false":
            first = options[0].model_copy(update={"media": f"{1:064x}"})
            return body.model_copy(update={side: (first, *options[1:])})
    return body


sources = st.builds(
    Source,
    title=texts,
    locator=st.none() | texts,
    url=st.none() | st.just("https://example.org/a?b=1#c"),
    edition=st.none() | words,
    in_force_from=st.none() | st.dates(),
    quote=st.none() | texts,
    mark=st.sampled_from([None, "V", "P", "K"]),
    check_by=st.none() | st.just(date(2027, 11, 1)),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def questions(draw: st.DrawFn, drafts: bool = False) -> Question:
    kinds = (choices(), true_falses(), fills(), numerics(), orders(), matches(), opens(), hotspots())
    body, key = draw(st.one_of(*kinds))
    media = draw(pictures) if isinstance(body, HotspotBody) or draw(st.booleans()) else ()
    if media:
        body = _with_pictures(body)
    blanks = " ____" * (len(body.blanks) if isinstance(body, FillBody) else 0)
    return Question(
        id=draw(st.from_regex(r"[a-z][a-z0-9\-]{0,12}", fullmatch=True)),
        revision=draw(st.integers(1, 3)),
        stem={tag: text.replace("_", "") + blanks for tag, text in draw(texts).items()},
        screen=draw(st.none() | texts),
        note=draw(st.none() | texts),
        explanation=draw(st.none() | texts),
        hint=draw(st.none() | texts),
        media=media,
        material=draw(st.none() | materials()),
        body=body,
        key=None if drafts and draw(st.booleans()) else key,
        sources=tuple(draw(st.lists(sources, max_size=2))),
        difficulty=draw(st.none() | st.integers(1, 5)),
        topic=draw(st.sampled_from(["", "fire", "fire/kitchen"])),
        tags=tuple(draw(st.lists(words, max_size=2))),
        audience=tuple(draw(st.lists(words, max_size=2))),
        time_s=draw(st.none() | st.integers(1, 3600)),
        points=draw(st.none() | st.decimals(0, 1000, places=2)),
        rights=draw(st.none() | st.builds(Rights, licence=st.none() | words, author=st.none() | words)),
        ext=draw(st.dictionaries(st.sampled_from(["moodle_xml", "gift"]), json_values, max_size=2)),
    )
