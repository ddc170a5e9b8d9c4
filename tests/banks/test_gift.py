"""GIFT: against the expected parses of another project, every answer form, and back to a file again."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.gift import looks_gift, topic_of
from quizhub.banks.formats.gift_writer import gift_losses, write_gift
from quizhub.banks.markup import plain
from quizhub.banks.opening import json_of
from quizhub.banks.problems import FileRefused
from quizhub.banks.reader import read_bank
from tests.banks.gift_files import NAMES, SAMPLES, one, read, words


def said(oracle: dict[str, str] | None) -> str:
    """What an expected text says without its tags; one blank is drawn longer there."""
    if oracle is None:
        return ""
    text = plain(oracle["text"]).words if oracle["format"] == "html" else oracle["text"]
    return text.replace("_____", "____")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_as_the_other_project_expects(name):
    expected = json.loads((SAMPLES / f"{name}.json").read_text())
    reading = read_bank(BankFile((SAMPLES / f"{name}.gift").read_bytes(), f"{name}.gift"))
    assert reading.format == "gift"
    assert len(reading.records) == len(expected)
    for record, oracle in zip(reading.records, expected, strict=True):
        check_record(record, oracle)


def check_record(record: Any, oracle: Any) -> None:
    question = record.question
    if oracle["type"] in ("Category", "Description"):
        assert (record.kind, question) == ("category" if oracle["type"] == "Category" else "text", None)
        assert record.text == oracle.get("stem", {"text": oracle["title"]})["text"]
        return
    kept = question.ext.get("gift", {})
    assert words(question.stem).replace("_____", "____") == said(oracle["stem"]) + (
        "" if "____" in said(oracle["stem"]) or oracle["type"] != "Short" else " ____"
    )
    assert (kept.get("name") or None) == oracle["title"]
    assert kept.get("format", "moodle") == oracle["stem"]["format"]
    assert oracle["id"] is None or question.id == oracle["id"]
    assert list(question.tags) == (oracle["tags"] or [])
    check_feedback(question, kept, oracle)
    check_answers(question, kept, oracle)


def check_feedback(question: Any, kept: Any, oracle: Any) -> None:
    general = said(oracle["globalFeedback"])
    if general:
        assert words(question.explanation) == general
    told = [option["feedback"]["text"] for option in oracle.get("choices", ()) if option["feedback"]]
    assert list(kept.get("feedback", {}).values()) == told


def check_answers(question: Any, kept: Any, oracle: Any) -> None:
    match oracle["type"]:
        case "TF":
            assert question.key.correct == ("true" if oracle["isTrue"] else "false",)
        case "Essay":
            assert question.kind == "open"
        case "Short":
            accepted = [(entry.value, entry.weight) for entry in question.key.blanks[0].accept]
            assert accepted == [(said(option["text"]), 1) for option in oracle["choices"]]
        case _:
            assert [words(option.text) for option in question.body.options] == [
                said(option["text"]) for option in oracle["choices"]
            ]
            formats = [option["text"]["format"] for option in oracle["choices"]]
            for name, format_ in zip("abcdef", formats, strict=False):
                source = kept.get("options", {}).get(name, "[moodle]")
                assert source.startswith(f"[{format_}]")
            weights = {
                name: Decimal(str(option["weight"] or 100 * option["isCorrect"]))
                for name, option in zip("abcdef", oracle["choices"], strict=False)
            }
            right = tuple(name for name, weight in weights.items() if weight > 0)
            assert question.key.correct == right
            several = not any(option["isCorrect"] for option in oracle["choices"])
            assert question.kind == ("multiple_choice" if several else "single_choice")
            assert question.key.weights == (weights if several else None)


def test_the_samples_hold_as_many_records_as_told():
    readings = [read_bank(BankFile(path.read_bytes(), path.name)) for path in SAMPLES.glob("*.gift")]
    counts = [(len(r.questions), len(r.drafts), len(r.other)) for r in readings]
    assert [sum(column) for column in zip(*counts, strict=True)] == [15, 0, 7]


FORMS = """
$CATEGORY: $course$/top/Default for Fire/A//B

// [id:a 1] [tag:kitchen] [difficulty:2]
::Oil \\: fire::[html]<p>What puts out <b>burning oil</b>?</p>{
  ~%50%[plain]sand <dry>#[html]Only <i>small</i> fires
  =a lid#Right!
  ~water#Never!
####[html]<p>Take the air away.</p>}

Two are right.{~%50%a ~%50%b ~%-100%c}

Weights that do not sum up.{~%40%a ~%10.5%b ~c}

Water is {=wet#[html]<b>yes</b> =%50%damp =%0%dry#no =%0%* =H*O =2\\*2} to the touch.

The number of the fire brigade is _____ here.{=119}

::N::How many? {#=3:0.5#near =%50%2..4#far ~#wrong =x}.

// [decimals:2] [unit:m] [scoring:no]
How far? {#1.25}

What is it? {#-1..2####Between.}

// [scoring:all_or_nothing]
Match.{=a->1 =[html]<b>b</b> -> 2 = -> 3}

[markdown]**True**?{F#it is not#well done####Because.}

So?{T##Yes}

Say *something*.{####Long.}
"""


def test_every_form_comes_back_with_all_that_must_survive():
    reading = read(FORMS)
    bank = reading.bank
    assert bank is not None and len(bank.questions) == 12 == len(reading.questions)
    assert [problem.code for problem in reading.problems] == ["key_not_read"]
    written = write_gift(Export(bank, "en"))
    again = read(written).bank
    assert again is not None
    assert again.questions == bank.questions
    assert write_gift(Export(again, "en")) == written
    assert gift_losses(Export(bank, "en")) == []
    for kept in ("$CATEGORY: $course$/top/Default for Fire/A//B", "[id:a 1] [tag:kitchen] [difficulty:2]"):
        assert kept in written.decode()
    for kept in (
        "::Oil \\: fire::[html]<p>",
        "~%50%[plain]sand <dry>#Only <i>",
        "~%10.5%b",
        "} to the touch.",
    ):
        assert kept in written.decode()


def test_the_fields_of_a_choice():
    question = read(FORMS).questions[0]
    assert question.topic == "Default for Fire/A／B"
    assert (question.tags, question.difficulty) == (("kitchen",), 2)
    assert words(question.stem) == "What puts out burning oil?"
    assert words(question.explanation) == "Take the air away."
    assert question.key is not None
    dump = question.key.model_dump()
    assert (dump["correct"], dump["weights"]) == (("a", "b"), {"a": 50, "b": 100})


def test_the_texts_of_a_blank():
    key: Any = read(FORMS).questions[3].key
    (accepting,) = key.blanks
    accepted = [(entry.value, entry.match, entry.weight) for entry in accepting.accept]
    half = ("damp", "normal", Decimal("0.5"))
    assert accepted == [
        ("wet", "normal", 1),
        ("HO", "normal", 1),
        ("H*O", "glob", 1),
        ("2*2", "normal", 1),
        half,
    ]
    assert accepting.reject == ("dry",)


def test_the_numbers():
    loose, exact, between = read(FORMS).questions[5:8]
    dump: Any = [question.model_dump()["key"]["accept"] for question in (loose, exact, between)]
    assert (dump[0][0]["value"], dump[0][0]["abs_tol"], dump[0][1]["lo"]) == (3, Decimal("0.5"), 2)
    assert dump[0][1]["weight"] == Decimal("0.5")
    assert exact.model_dump()["body"]["decimals"] == 2 and exact.model_dump()["body"]["unit"] == {"en": "m"}
    assert (dump[2][0]["lo"], dump[2][0]["hi"]) == (-1, 2)
    assert words(between.explanation) == "Between."


def test_commas_of_other_languages():
    near: Any = one("Wieviel? {#3,14:0,01}").key.accept[0]
    assert (near.value, near.abs_tol) == (Decimal("3.14"), Decimal("0.01"))
    assert one("Wieviel? {#1,822}", "key_not_read", "no_key").key is None
    assert one("Welche? {~%33,5%a ~%66,5%b ~c}").key.weights == {"a": Decimal("33.5"), "b": Decimal("66.5")}


def test_a_number_of_many_digits_is_not_read():
    question = one(f"How many? {{#{'1' * 101}}}", "key_not_read", "no_key")
    assert question.kind == "numeric"


def test_pairs_with_a_distractor():
    question = read(FORMS).questions[8].model_dump()
    assert [words(side["text"]) for side in question["body"]["left"]] == ["a", "b"]
    assert [words(side["text"]) for side in question["body"]["right"]] == ["1", "2", "3"]
    assert question["key"]["scoring"] == "all_or_nothing"


def test_statements_and_essays():
    false, true, essay = read(FORMS).questions[9:]
    assert (false.key.correct, true.key.correct) == (("false",), ("true",))  # type: ignore[union-attr]
    assert [words(question.explanation) for question in (false, true, essay)] == ["Because.", "Yes", "Long."]
    assert essay.kind == "open"


def test_a_name_that_does_not_end_is_text_and_moodles_own_format_keeps_lines():
    assert words(one("::Is this it? {T}").stem) == "::Is this it?"
    assert words(one("[moodle]<b>One</b>\\ntwo? {T}").stem) == "One\ntwo?"


def test_answers_without_a_mark_count_as_right():
    assert one("Capital? {Rome}").key.blanks[0].accept[0].value == "Rome"


def test_other_underlines_are_shortened():
    question = one("A ____ b {=x} c", "blanks_renamed")
    assert words(question.stem) == "A ___ b ____ c"
    assert words(one("____ and ____ {=x}", "blanks_renamed").stem) == "___ and ___ ____"


def test_a_lone_wildcard_has_nothing_to_show():
    assert one("Say anything {=*}", "no_literal").key is None


def test_several_right_options_of_a_single_choice_are_told():
    assert one("Which? {=a =b ~c}", "several_right").key.correct == ("a", "b")


def test_a_long_answer_becomes_an_open_question():
    question = one(f"Explain {{={'x' * 300}}}", "long_answer_as_open")
    assert question.kind == "open" and words(question.key.reference) == "x" * 300


def test_a_longer_answer_makes_the_blank_longer():
    assert one(f"Say {{={'x' * 90}}}").body.blanks[0].max_chars == 90


def test_open_braces_are_told_and_nothing_after_them_is_lost():
    reading = read("Broken { =a\n\nWhole? {T}\n\nBroken again {~x")
    assert [problem.code for problem in reading.problems] == ["gift_brace", "gift_brace"]
    assert [record.kind for record in reading.records] == ["unsupported", "question", "unsupported"]


def test_lines_are_forgiven():
    text = "::0::Read\n::A::one {T}\n::B::two {\n\n=a\n// no answer {\n~b\n\n}\n$CATEGORY: x\nthree {F}"
    reading = read(text)
    found = [(record.kind, record.place.partition(":")[2]) for record in reading.records]
    assert found == [
        ("text", "1"),
        ("question", "2"),
        ("question", "3"),
        ("category", "10"),
        ("question", "11"),
    ]
    assert reading.questions[2].topic == "x"


def test_attributes_of_tags_need_no_backslash():
    question = one("[html]Which? {~<a href=\"x\">one</a> =<b class='y'>two</b>}")
    assert [words(option.text) for option in question.body.options] == ["one", "two"]


def test_pictures_that_are_elsewhere_are_told_once():
    question = one('[html]What is it? <img src="@@PLUGINFILE@@/a.png"> {T}', "picture_missing")
    assert question.ext["gift"]["stem"].endswith('a.png">')


def test_what_is_too_large_to_keep_is_told():
    options = " ".join(f"~{n}#{'x' * 1900}" for n in range(12))
    assert one(f"Which? {{{options} =y}}", "ext_too_large").ext == {}


def test_a_doubtful_encoding_is_told_and_can_be_changed():
    text = "下列哪项是正确的？{=甲 ~乙}"
    reading = read(text.encode("gb18030"))
    assert [problem.code for problem in reading.problems] == ["encoding_guessed"]
    assert reading.guesses[0].value == "gb18030"
    chosen = {"format": "gift", "encoding": "gb18030"}
    sure = read_bank(BankFile(text.encode("gb18030"), "t.gift", chosen))
    assert (sure.problems, sure.guesses[0].value) == ((), "gb18030")
    assert read(b"\x00\xff\x00").problems[0].code == "unknown_encoding"


def test_topics_are_categories_without_moodles_own_parts():
    assert topic_of("$course$/top/Fire / Kitchen") == "Fire/Kitchen"
    assert topic_of("$system$/a//b") == "a／b"


RECOGNISED = [
    ("$CATEGORY: a\n", 0.95),
    ("::x::Which? {=a ~b}", 0.9),
    ("Which? {=a ~b}", 0.6),
    ("A? {T}\n\nB? {F}\n\nC? {}", 0.9),
    ("[html]Only a text", 0.5),
    ("1. 下列正确的是（ ）\nA. 甲\n答案：A", 0),
    ('{"questions": []}', 0),
    ("<html>{=a}</html>", 0),
    ("[[1, 2]]", 0),
    ("plain words", 0),
    ("Set {a, b} of {1, 2}", 0),
    ("\\{=a\\}", 0),
]


@pytest.mark.parametrize(("text", "sure"), RECOGNISED)
def test_how_sure_it_is(text, sure):
    assert looks_gift(BankFile(text.encode(), "x.txt")) == sure


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("{}~=#:%->\\/ \nTF1.5*_[html]$CATEGORY"), max_size=80))
def test_any_text_is_read(text):
    reading = read(text)
    assert all(problem.text("en") for problem in reading.problems)


def test_only_refused_texts_make_no_key():
    assert one("Say ____ {=%0%no}", "no_key").key is None


def test_a_file_in_unreadable_json_is_refused():
    with pytest.raises(FileRefused) as refusal:
        json_of("{")
    assert refusal.value.code == "json_broken"
    assert json_of("[1]") == [1]
