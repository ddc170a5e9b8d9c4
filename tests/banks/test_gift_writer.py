"""GIFT is written as it came, what it cannot hold is told, and what is written reads back equal."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.gift_writer import gift_losses, write_gift
from quizhub.banks.making import Maker, choice, fill, match, numeric, open_, order, true_false
from quizhub.banks.reader import read_bank
from quizhub.banks.report import Report
from quizhub.questions.model import Accept, NumberRange, true_false_body
from tests.banks.gift_files import NAMES, SAMPLES, bank_of, one, read, words, written
from tests.questions.examples import blank, multiple, near, single
from tests.questions.examples import fill as fill_example
from tests.questions.examples import match as match_example
from tests.questions.examples import numeric as numeric_example


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_back_from_its_own_export(name):
    bank = read_bank(BankFile((SAMPLES / f"{name}.gift").read_bytes(), f"{name}.gift")).bank
    assert bank is not None
    language = bank.languages[0]
    # The language is guessed from the whole file, whose descriptions are not written.
    note = f"$CATEGORY: \n\n{'Which of the is are you' if language == 'en' else ''}\n\n"
    again = read_bank(BankFile(note.encode() + write_gift(Export(bank, language)), f"{name}.gift")).bank
    assert again is not None
    assert again.questions == bank.questions


def test_chinese_text_has_its_blank_close_and_wrapped_lines_joined():
    question = one("火警电\n话是{=119 =一一九}")
    assert question.stem == {"zh-Hans": "火警电话是____"}
    assert b"\xe7\x94\xb5\xe8\xaf\x9d\xe6\x98\xaf{" in write_gift(Export(bank_of(question), "zh-Hans"))


def test_options_without_a_right_one_make_a_draft():
    draft = one("Which? {~a ~b}", "right_not_known", "no_key")
    assert (draft.kind, draft.key) == ("single_choice", None)
    assert "~a" in write_gift(Export(bank_of(draft), "en")).decode()
    assert losses(draft) == []


def test_an_answer_that_looks_like_a_weight_gets_one():
    question = one("Which? {=%100%%5%a ~%0%%6%b}")
    assert [words(option.text) for option in question.body.options] == ["%5%a", "%6%b"]
    assert "{\n\t=%100%%5%a\n\t~%0%%6%b\n}" in written(question, "und")


def test_questions_without_a_topic_follow_at_the_top():
    bank = read("$CATEGORY: fire\n\nA? {T}\n\n$CATEGORY: top\n\nB? {F}").bank
    assert bank is not None
    text = write_gift(Export(bank, "und")).decode()
    assert "$CATEGORY: top\n\n" in text
    again = read(text).bank
    assert again is not None and again.questions == bank.questions


tricky = st.text(
    alphabet=st.sampled_from("火灾ab %1{}~=#:\\/*<>&-[]_\"'\n,.，。？"), min_size=1, max_size=12
).map(lambda text: text.replace("____", "___").strip() or "x")
# A marker at its very start belongs to no text, and `&a;` would be a character; both are tried by themselves.
options = st.lists(tricky, min_size=2, max_size=5)
percent = st.integers(1, 9).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def asked(draw: st.DrawFn) -> Any:
    """A question as plain values, of a kind that GIFT holds without loss."""
    texts = draw(options)
    shape: Any = draw(
        st.sampled_from([
            choice(texts, [0]),
            choice(texts, [0, 1], "multiple_choice"),
            choice(texts, [0], "multiple_choice", {0: Decimal(100), 1: Decimal(-50)}),
            choice(texts, []),
            true_false(draw(st.booleans())),
            fill([[f"{draw(tricky)}a", {"value": "half", "weight": draw(percent)}]]),
            numeric([{"value": draw(percent), "abs_tol": draw(percent)}, {"lo": -1, "hi": draw(percent)}]),
            match([(text, f"{n}{text}") for n, text in enumerate(texts)], ["none"]),
            open_(),
        ])
    )  # fmt: skip
    marks = " ____ " if shape[0]["kind"] == "fill" else ""
    stem = f"{draw(tricky)}{marks}{draw(tricky)}" if draw(st.booleans()) else f"{draw(tricky)}{marks}".strip()
    fields = {"explanation": draw(st.none() | tricky), "difficulty": draw(st.none() | st.integers(1, 5))}
    return stem, shape, {**fields, "topic": draw(st.sampled_from(["", "fire", "fire/kitchen"]))}


@settings(max_examples=60)
@given(st.lists(asked(), min_size=1, max_size=3))
def test_what_is_written_reads_back_equal(asked_ones):
    maker = Maker(Report("x"), "und")
    made = [maker.add(1, stem, shape, **fields) for stem, shape, fields in asked_ones]
    bank = bank_of(*[question for question in made if question is not None] or [single()])
    export = Export(bank, "und")
    again = [question for question in read(write_gift(export)).records if question.question is not None]
    for mine, theirs in zip(bank.questions, again, strict=True):
        assert theirs.question is not None
        assert comparable(theirs.question) == comparable(mine)


def comparable(question: Any) -> Any:
    """All but the language, which is guessed, and what is only kept for export."""
    dump = question.model_dump(exclude={"ext", "revision"}, mode="json")
    return json.loads(json.dumps(dump).replace('"zh-Hans": ', '"und": ').replace('"en": ', '"und": '))


def losses(question: Any) -> list[tuple[str, str]]:
    """The codes and their last details."""
    plain_stem = {"en": question.stem.get("en", "")}
    found = gift_losses(Export(bank_of(question.model_copy(update={"stem": plain_stem})), "en"))
    return [
        (one.code, list(one.details.values())[-1]) for one in found if one.code != "languages_not_exported"
    ]


def test_what_gift_cannot_hold_is_told():
    made = Maker(Report("x"), "en")
    steps = made.add(1, "Order", order(["a", "b"]))
    draft = made.add(1, "Number", numeric([]))
    judged = made.add(1, "Why?", open_("Because"))
    assert losses(steps) == [("kind_not_exported", "order")]
    assert losses(draft) == [("not_exported", "no key")]
    assert losses(judged) == [("key_simplified", "reference, rubric, keywords")]
    assert losses(fill_example(blank("a"), blank("b"))) == [("not_exported", "several blanks")]
    assert losses(fill_example(blank("a", normal="exact"))) == [("key_simplified", "normal")]
    assert losses(single(scoring="weights", weights={"b": 1}, floor=Decimal("0.1"))) == [
        ("key_simplified", "floor")
    ]
    assert losses(multiple()) == []
    assert losses(multiple(most=3)) == [("key_simplified", "min_select, max_select")]
    assert losses(match_example(weights={"a": Decimal(2)})) == [("key_simplified", "weights")]
    assert losses(numeric_example(near("1", rel_tol=Decimal("0.1")))) == [
        ("key_simplified", "relative, decimals")
    ]
    assert write_gift(Export(bank_of(steps), "en")) == b"\n"


def test_weights_become_percent_as_moodle_wants_them():
    gains = {"a": 2, "b": 1, "c": -9}
    several = multiple("ab", "abc", scoring="weights", weights=gains)
    assert [line for line in written(several).split("\n") if "~" in line] == [
        "\t~%66.66667%option a",
        "\t~%33.33333%option b",
        "\t~%-100%option c",
    ]
    assert "\t=option a\n\t~%50%option b" in written(single("ab", "abc", scoring="weights", weights=gains))


def test_how_points_are_shared_stands_in_a_comment():
    assert "[scoring:per_option]" in written(multiple(scoring="per_option"))
    assert "scoring" not in written(single())


def test_texts_that_gift_cannot_say_are_left_out_and_told():
    accept = [Accept(value="a*"), Accept(value="b", match="contains"), Accept(value="c|d", match="regex")]
    question = fill_example(blank(*accept))
    assert "{\n\t=a\\*\n\t=*b*\n}" in written(question).replace("\\\\*", "\\*")
    assert losses(question) == [("key_simplified", "match")]


def test_ends_that_a_range_does_not_have():
    question = numeric_example(NumberRange(lo=Decimal(3)))
    assert "{#3..1000000000000000}" in written(question)
    assert losses(question) == [("key_simplified", "from, to")]
    tolerant = numeric_example(near("200", rel_tol=Decimal("0.05")), unit="米", decimals=1)
    assert "[decimals:1] [unit:米]" in written(tolerant) and "{#200:10.00}" in written(tolerant)


def test_arrows_that_are_text_are_written_as_html():
    made = Maker(Report("x"), "en").add(1, "Match", match([("a->b", "<u>"), ("c", "d")]))
    assert "=[html]a-&gt;b -> [plain]<u>" in written(made)
    again = one(written(made)[written(made).index("Match") :])
    assert words(again.body.left[0].text) == "a->b"


def test_words_changed_since_the_import_are_written_new():
    question = one("[html]<b>Old</b> {=[html]<i>right</i> ~[html]<i>x</i> ####[html]<u>why</u>}")
    body = question.body.model_dump()
    body["options"][0]["text"] = {"und": "changed"}
    changes = {"stem": {"und": "New <b>"}, "explanation": {"und": "other"}, "topic": "t", "body": body}
    changed = type(question).model_validate({**question.model_dump(), **changes})
    assert written(changed, "und").endswith(
        "[plain]New <b>{\n\t=changed\n\t~[html]<i>x</i>\n\t####other\n}\n"
    )


def test_a_question_that_was_never_gift_loses_nothing_by_odd_neighbours():
    odd = single().model_copy(update={"ext": {"gift": ["not", "ours"]}})
    assert written(odd).startswith("// [id:q]")


def test_what_an_answer_says_is_not_written_twice():
    question = one("So? {=a#Because ~b}")
    assert words(question.explanation) == "Because"
    assert written(question, "und").count("Because") == 1


def test_own_texts_of_statements_are_told():
    body = true_false_body().model_dump()
    body["options"][0]["text"] = {"en": "Right"}
    statement = one("So? {T}")
    other = type(statement).model_validate({**statement.model_dump(), "body": body, "stem": {"en": "So?"}})
    assert losses(other) == [("key_simplified", "options")]
