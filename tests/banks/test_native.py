"""The native format: everything it can say is read, and every fault is told with its line."""

import json
import time
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats import native
from quizhub.banks.formats.native import read_native, write_native
from quizhub.banks.reader import read_bank
from quizhub.questions.model import ChoiceBody, ChoiceKey, Option, true_false_body
from tests.questions.examples import ask, every_kind, single
from tests.questions.strategies import questions, texts, words

SAMPLE = (Path(__file__).parent / "sample.yaml").read_bytes()
HEAD = "format: quizhub-bank/1\nid: t\ntitle: {en: T}\nlanguages: [en]\nquestions:\n"
FIRST_LINE = HEAD.count("\n") + 1


def read(*lines: str) -> Any:
    """A bank in one language with one question of these lines, the first of them on line FIRST_LINE."""
    body = "\n".join(("- " if at == 0 else "  ") + line for at, line in enumerate(lines))
    return read_native((HEAD + body).encode(), "t.yaml")


def found(reading: Any) -> list[tuple[str, int]]:
    """The codes of the problems and their lines inside the question, counted from 1."""
    return [(p.code, int(p.place.removeprefix("t.yaml:")) - FIRST_LINE + 1) for p in reading.problems]


CHOICE = ("id: q", "kind: single_choice", "stem: S", "options: {a: A, b: B, c: C}")


def test_the_sample_uses_every_field():
    reading = read_native(SAMPLE, "sample.yaml")
    assert [(p.code, p.place) for p in reading.problems] == [("no_key", "sample.yaml:98")]
    assert not reading.has_errors
    assert reading.bank is not None
    assert reading.bank.title["zh-Hans"] == "示例"
    assert reading.bank.playable == reading.questions
    assert (len(reading.questions), len(reading.drafts)) == (7, 1)
    single_q, multiple_q, true_false_q, fill_q, numeric_q, order_q, match_q = reading.questions
    dump: Any = single_q.model_dump(exclude_none=True)
    assert [option["id"] for option in dump["body"]["options"]] == ["a", "no", "c"]
    assert dump["key"]["correct"] == ("no",)
    assert dump["sources"][0]["check_by"] == date(2027, 11, 1)
    assert (dump["revision"], dump["points"], dump["ext"]) == (
        2,
        Decimal("10.5"),
        {"gift": {"name": "x", "n": 1.5}},
    )
    assert multiple_q.model_dump()["key"]["weights"] == {"a": 1, "b": Decimal("0.5"), "c": -1}
    assert multiple_q.model_dump()["body"]["shuffle"] is False
    assert true_false_q.model_dump()["key"]["correct"] == ("false",)
    first, second = fill_q.model_dump()["key"]["blanks"]
    assert first["accept"][0]["value"] == "119"
    assert first["reject"] == ("117",)
    assert second["accept"][0]["value"] == "一一零"
    assert [blank["id"] for blank in fill_q.model_dump()["body"]["blanks"]] == ["one", "2"]
    assert numeric_q.model_dump(exclude_defaults=True)["key"]["accept"] == (
        {"value": 10, "abs_tol": Decimal("0.5"), "rel_tol": Decimal("0.01"), "decimals": 2},
        {"lo": 20, "hi": 30},
        {"lo": 100, "hi": 120, "lo_open": True, "hi_open": True, "weight": Decimal("0.5")},
    )
    assert order_q.model_dump()["key"]["sequence"] == ("c", "a", "b")
    assert match_q.model_dump()["key"]["pairs"] == (("a", "q"), ("b", "q"))


def test_the_sample_survives_writing():
    bank = read_native(SAMPLE, "sample.yaml").bank
    assert bank is not None
    again = read_native(write_native(bank), "again.yaml")
    assert again.bank == bank
    assert [p.code for p in again.problems] == ["no_key"]


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    made = draw(st.lists(questions(drafts=True), max_size=3, unique_by=lambda question: question.id))
    return Bank(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9_\-]{0,9}", fullmatch=True)),
        title=draw(texts),
        description=draw(st.none() | texts),
        languages=tuple(draw(st.permutations(["zh-Hans", "en", "de-CH"]))[: draw(st.integers(1, 3))]),
        licence=draw(st.none() | words),
        questions=tuple(made),
    )


@given(banks())
def test_what_is_written_reads_back_equal(bank):
    reading = read_native(write_native(bank), "x.yaml")
    assert reading.bank == bank
    assert not reading.has_errors


def test_true_false_with_other_words_survives():
    kept = tuple(Option(id=name, text={"en": name.upper()}) for name in ("true", "false"))
    body = ChoiceBody(kind="true_false", options=kept)
    question = ask(body, ChoiceKey(kind="true_false", correct=("true",)))
    bank = Bank(id="b", title={"en": "B"}, languages=("en",), questions=(question,))
    assert read_native(write_native(bank), "x.yaml").bank == bank
    assert true_false_body().options != kept


def test_written_files_are_plain_to_read():
    written = write_native(Bank(id="b", title={"en": "B"}, languages=("en",), questions=(single(),))).decode()
    assert "key: b\n" in written
    assert "scoring" not in written
    assert "选a" in written


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_random_bytes_never_raise(raw):
    reading = read_native(raw, "x.yaml")
    assert reading.bank is None
    assert reading.problems


@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.binary(max_size=12))
def test_damaged_banks_never_raise(at, length, junk):
    reading = read_bank(BankFile(SAMPLE[:at] + junk + SAMPLE[at + length :], "x.yaml"))
    assert all(problem.text() and problem.text("en") for problem in reading.problems)


nodes = st.recursive(
    st.sampled_from(["", "a", "no", "119", "~", "____", "true", "-1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "en", "value", "x"]), inner)
    ),
    max_leaves=5,
)
FIELDS = [
    "id", "revision", "stem", "screen", "note", "key", "explanation", "hint", "sources", "difficulty",
    "topic",
    "tags", "audience", "time_s", "points", "rights", "ext", "options", "shuffle", "min_select", "max_select",
    "scoring", "weights", "floor", "blanks", "unordered", "min_correct", "unit", "decimals", "items", "left",
    "right", "reuse_right", "kind",
]  # fmt: skip


@given(
    st.sampled_from([question.kind for question in every_kind()] + ["essay"]),
    st.dictionaries(st.sampled_from(FIELDS), nodes, max_size=12),
)
def test_any_shape_of_fields_never_raises(kind, fields):
    question = {"id": "q", "kind": kind, "stem": "S", **fields}
    reading = read_native((HEAD + "- " + json.dumps(question)).encode(), "t.yaml")
    assert len(reading.questions) + len(reading.drafts) == (not reading.has_errors)


def test_words_that_yaml_would_change_stay_text():
    reading = read(
        "id: q", "kind: fill", "stem: A ____", "key:", "- accept: [no, 0571, 1_000, 12:30, 2027-11-01, 1e3]"
    )
    assert reading.problems == ()
    accept = reading.questions[0].key.blanks[0].accept
    assert [entry.value for entry in accept] == ["no", "0571", "1_000", "12:30", "2027-11-01", "1e3"]


@pytest.mark.parametrize(
    ("word", "right"), [("yes", "true"), ("Off", "false"), ("√", "true"), ("错误", "false")]
)
def test_true_and_false_in_many_words(word, right):
    reading = read("id: q", "kind: true_false", "stem: S", f"key: {word}")
    assert reading.questions[0].key.correct == (right,)


def test_a_lone_key_of_a_fill_needs_no_list():
    assert read("id: q", "kind: fill", "stem: A ____", "key: {accept: x}").questions


def test_a_plain_number_is_a_numeric_key():
    assert read("id: q", "kind: numeric", "stem: S", "key: -1.5").questions[0].key.accept[0].value == Decimal(
        "-1.5"
    )


FAULTS: list[tuple[tuple[str, ...], list[tuple[str, int]]]] = [
    (("id: q", "kind: single_choice"), [("missing_field", 1)]),
    (("id: q", "kind: [a]", "stem: S"), [("unknown_kind", 2)]),
    (("id: q", "kind: essay", "stem: S", "items: {a: A}"), [("unknown_kind", 2)]),
    (("id: q", "kind:", "stem: S"), [("missing_field", 2)]),
    (("id: q q", *CHOICE[1:], "key: b"), [("invalid", 1)]),
    ((*CHOICE, "optoins: x", "key: b"), [("unknown_field_near", 5)]),
    ((*CHOICE, "zzz: x", "key: b"), [("unknown_field", 5)]),
    ((*CHOICE, "key: b", "key: c"), [("duplicate_field", 6)]),
    ((*CHOICE, "key: x"), [("key_unknown_id", 5)]),
    ((*CHOICE, "key: [a, b]"), [("several_right", 5)]),
    ((*CHOICE, "key: []"), [("too_few_items", 5)]),
    ((*CHOICE, "key: [[a]]"), [("not_words", 5)]),
    ((*CHOICE,), [("no_key", 1)]),
    ((*CHOICE, "key: b", "scoring: fair"), [("not_one_of", 6)]),
    ((*CHOICE, "key: b", "shuffle: perhaps"), [("not_yes_no", 6)]),
    ((*CHOICE, "key: b", "difficulty: hard"), [("not_a_number", 6)]),
    ((*CHOICE, "key: b", "difficulty: 9"), [("invalid", 6)]),
    ((*CHOICE, "key: b", "time_s: 2.5"), [("not_a_number", 6)]),
    ((*CHOICE, "key: b", "weights: [a]", "scoring: weights"),
     [("not_a_mapping", 6), ("weights_without_scoring", 6)]),
    ((*CHOICE, "key: b", "ext: x"), [("not_a_mapping", 6)]),
    ((*CHOICE, "key: b", "ext: {gift: '{'}"), [("not_json", 6)]),
    ((*CHOICE, "key: b", "ext: {gift: '" + "[" * 100_000 + "'}"), [("not_json", 6)]),
    ((*CHOICE, "key: b", "sources: [x]"), [("not_a_mapping", 6)]),
    ((*CHOICE, "key: b", "sources:", "- locator: x"), [("missing_field", 7)]),
    ((*CHOICE, "key: b", "sources:", "- title: x", "  check_by: soon"), [("not_a_date", 8)]),
    ((*CHOICE, "key: b", "sources:", "- title: x", "  check_by: 2027-13-01"), [("not_a_date", 8)]),
    ((*CHOICE, "key: b", "sources:", "- title: x", "  mark: Z"), [("not_one_of", 8)]),
    ((*CHOICE, "key: b", "hint: " + "x" * 2001), [("too_long", 6)]),
    ((*CHOICE, "key: b", 'hint: "a\\x07b"'), [("control_character", 6)]),
    ((*CHOICE, "key: b", "hint: [x]"), [("text_needs_languages", 6)]),
    ((*CHOICE, "key: b", "hint: {en: [x]}"), [("not_words", 6)]),
    ((*CHOICE, "key: b", "hint: {english!: x}"),
     [("missing_language", 6), ("extra_language", 6), ("invalid", 6)]),
    ((*CHOICE, "key: b", "hint: {zh-Hans: 气}"), [("missing_language", 6), ("extra_language", 6)]),
    ((*CHOICE, "key: b", "hint: {}"), [("missing_language", 6)]),
    ((*CHOICE[:3], "options: {a: A, a: B}", "key: a"), [("repeated_id", 4)]),
    ((*CHOICE[:3], "options:", "  a: A", "  b b: B", "key: a"), [("invalid", 6)]),
    ((*CHOICE[:3], "options: {a: A}", "key: a"), [("too_few_items", 4)]),
    ((*CHOICE[:3], "options: [A, B]", "key: a"), [("not_a_mapping", 4)]),
    ((*CHOICE[:3], "options:", "  a:", "  b: B", "key: a"), [("empty_text", 5)]),
    ((*CHOICE[:3], "key: a"), [("missing_field", 1)]),
    (("id: q", "kind: multiple_choice", *CHOICE[2:], "key: b"), [("one_right", 5)]),
    (("id: q", "kind: true_false", "stem: S", "key: maybe"), [("not_yes_no", 4)]),
    (("id: q", "kind: true_false", "stem: S", "options: {a: A, b: B}", "key: yes"), [("not_true_false", 4)]),
    (("id: q", "kind: fill", "stem: S", "key: [{accept: x}]"), [("stem_blank_count", 3)]),
    (("id: q", "kind: fill", "stem: S"), [("too_few_items", 1)]),
    (("id: q", "kind: fill", "stem: A ____", "key: []"), [("too_few_items", 1), ("too_few_items", 1)]),
    (("id: q", "kind: fill", "stem: A ____", "key: [{reject: x}]"), [("missing_field", 4)]),
    (("id: q", "kind: fill", "stem: A ____", "key: [{accept: [{match: glob}]}]"), [("missing_field", 4)]),
    (("id: q", "kind: fill", "stem: A ____", "key: [{accept: [x, [y]]}]"), [("not_words", 4)]),
    (("id: q", "kind: fill", "stem: A ____", "key:", "- accept: x", "  normal: loose"),
     [("unknown_profile", 6)]),
    (("id: q", "kind: fill", "stem: A ____", "blanks: [{max_chars: 900}]", "key: {accept: x}"),
     [("invalid", 4)]),
    (("id: q", "kind: fill", "stem: A ____", "key: [{accept: x}, {accept: y}]"), [("stem_blank_count", 3)]),
    (("id: q", "kind: numeric", "stem: S", "key: many"), [("not_a_number", 4)]),
    (("id: q", "kind: numeric", "stem: S", "key: [{from: 3, to: 2}]"), [("range_empty", 4)]),
    (("id: q", "kind: numeric", "stem: S", "key: [{tolerance: 3}]"), [("range_without_end", 4)]),
    (("id: q", "kind: numeric", "stem: S", "key: {value: 1, tolerance: -3}"), [("invalid", 4)]),
    (("id: q", "kind: order", "stem: S", "items: {a: A, b: B}", "key: [a, a]"), [("key_not_every_id", 5)]),
    (("id: q", "kind: match", "stem: S", "left: {a: A, b: B}", "right: {p: P, q: Q}", "key: {a: p, b: p}"),
     [("right_used_twice", 6)]),
    (("id: q", "kind: match", "stem: S", "left: {a: A, b: B}", "right: {p: P, q: Q}", "key: [a]"),
     [("not_a_mapping", 6), ("too_few_items", 6)]),
    (("id: q", "kind: match", "stem: S", "left: {a: A, b: B}", "key: {a: p}"), [("missing_field", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "faults"), FAULTS, ids=lambda value: str(value)[-60:])
def test_every_fault_is_told_with_its_line(lines, faults):
    reading = read(*lines)
    assert found(reading) == faults
    assert len(reading.questions) + len(reading.drafts) == (not reading.has_errors)


def whole(text: str | bytes) -> list[tuple[str, str]]:
    raw = text.encode() if isinstance(text, str) else text
    return [(problem.code, problem.place) for problem in read_native(raw, "t.yaml").problems]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "not_native", 1),
        ("a\nb", "not_native", 1),
        ("id: x", "not_native", 1),
        ("\nformat: quizhub-bank/9", "other_version", 2),
        ("format: [x]", "not_words", 1),
        ("format: x\n  - y: [", "yaml_syntax", 2),
        ("a: &x 1\nb: *x", "yaml_alias", 1),
        ("a: 1\nb: *x", "yaml_alias", 2),
        ("a: !!python/object:os.system 1", "yaml_tag", 1),
        ("a: !t [1]", "yaml_tag", 1),
        ("[" * 100_000, "yaml_too_deep", 1),
        ("a: 1\n? [b]\n: 2", "yaml_key", 2),
        ("a: 1\n---\nb: 2", "yaml_more_documents", 2),
        ("a: \x07", "yaml_syntax", 1),
        (b"\xff\xfe\x00", "unknown_encoding", 1),
        (b"\x81", "unknown_encoding", 1),
        (b" " * (native.MAX_BYTES + 1), "too_big", 1),
    ],
)
def test_files_that_are_no_bank(text, code, line):
    assert whole(text)[0] == (code, f"t.yaml:{line}")
    assert read_native(text.encode() if isinstance(text, str) else text, "t.yaml").bank is None


def test_an_alias_bomb_is_refused_at_once():
    steps = (f"{name}: &{name} [*{before},*{before}]\n" for before, name in pairwise("abcdefghi"))
    assert whole("a: &a [x,x]\n" + "".join(steps)) == [("yaml_alias", "t.yaml:1")]


def test_questions_are_kept_when_the_head_is_broken():
    text = HEAD.replace("title: {en: T}", "title:") + "- {id: q, kind: true_false, stem: S, key: true}"
    reading = read_native(text.encode(), "t.yaml")
    assert reading.bank is None
    assert len(reading.questions) == 1
    assert whole(text) == [("missing_field", "t.yaml:3")]


def test_a_bad_bank_id_or_language_is_told():
    assert whole(HEAD.replace("id: t", "id: Fire Bank")) == [("invalid", "t.yaml:2")]
    assert whole(HEAD.replace("[en]", "[en, e!]")) == [
        ("missing_language", "t.yaml:3"),
        ("invalid", "t.yaml:4"),
    ]


def test_without_languages_plain_text_is_refused():
    text = HEAD.replace("languages: [en]\n", "") + "- {id: q, kind: true_false, stem: S, key: true}"
    assert [code for code, _ in whole(text)] == ["missing_field", "text_needs_languages"]


def test_a_repeated_question_is_left_out():
    text = HEAD + "- &\n".replace("&", "{id: q, kind: true_false, stem: S, key: true}") * 2
    reading = read_native(text.encode(), "t.yaml")
    assert len(reading.questions) == 1
    assert found(reading) == [("repeated_question", 2)]


def test_questions_must_be_a_list_of_tables():
    assert whole(HEAD + "  a: b") == [("not_a_list", f"t.yaml:{FIRST_LINE}")]
    assert whole(HEAD + "- x") == [("not_a_mapping", f"t.yaml:{FIRST_LINE}")]
    assert whole(HEAD) == []


def test_only_so_many_questions(monkeypatch):
    monkeypatch.setattr(native, "MAX_QUESTIONS", 2)
    entries = "".join(f"- {{id: q{n}, kind: true_false, stem: S, key: true}}\n" for n in range(3))
    reading = read_native((HEAD + entries).encode(), "t.yaml")
    assert len(reading.questions) == 2
    assert found(reading) == [("too_many_questions", 3)]


@pytest.mark.parametrize(
    ("encoding", "codes"), [("utf-8-sig", []), ("utf-16", []), ("gb18030", ["read_as_gb18030"])]
)
def test_files_as_windows_saves_them(encoding, codes):
    text = HEAD + "- {id: q, kind: true_false, stem: 火灾时可以乘电梯。, key: false}\r\n"
    reading = read_native(text.encode(encoding), "t.yaml")
    assert [problem.code for problem in reading.problems] == codes
    assert reading.questions[0].stem == {"en": "火灾时可以乘电梯。"}


def test_a_large_bank_is_read_within_seconds():
    entries = "".join(f"- {{id: q{n}, kind: true_false, stem: S {n}, key: true}}\n" for n in range(5_000))
    start = time.perf_counter()
    assert len(read_native((HEAD + entries).encode(), "t.yaml").questions) == 5_000
    assert time.perf_counter() - start < 20
