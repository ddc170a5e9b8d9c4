"""Questions made of what a reader found, and the bank put around them."""

from decimal import Decimal

import pytest

from quizhub.banks import gathering
from quizhub.banks.bank_file import BankFile
from quizhub.banks.gathering import bank_id, gather, refused
from quizhub.banks.making import Maker, choice, fill, match, numeric, order, true_false
from quizhub.banks.reader import FORMATS, Format, format_of, read_bank
from quizhub.banks.report import Report
from quizhub.banks.writer import TARGETS, Export, target_named
from quizhub.questions.model import ChoiceKey, FillKey, MatchBody, MatchKey, NumericBody, OrderKey


@pytest.fixture
def maker() -> Maker:
    return Maker(Report("f.csv"), "en")


def codes(maker: Maker) -> list[str]:
    return [problem.code for problem in maker.report.problems]


def test_a_choice_is_single_or_multiple_by_its_key(maker):
    single = maker.add(3, "Which?", choice(["x", "y"], [1]), explanation="Why", difficulty=2, hint="")
    several = maker.add(4, "Which ones?", choice(["x", "y", "z"], {2, 0}))
    assert single is not None and several is not None
    assert (single.kind, several.kind) == ("single_choice", "multiple_choice")
    assert isinstance(single.key, ChoiceKey) and isinstance(several.key, ChoiceKey)
    assert (single.key.correct, several.key.correct) == (("b",), ("a", "c"))
    assert (single.stem, single.explanation, single.hint) == ({"en": "Which?"}, {"en": "Why"}, None)
    assert single.id.startswith("q-") and single.difficulty == 2
    assert [record.place for record in maker.records] == ["f.csv:3", "f.csv:4"]
    assert codes(maker) == []


def test_weights_of_options(maker):
    shape = choice(["x", "y"], [0], "multiple_choice", {0: Decimal(1), 1: Decimal("-0.5")})
    question = maker.add(1, "Which?", shape)
    assert question is not None and isinstance(question.key, ChoiceKey)
    assert question.key.scoring == "weights"


def test_every_kind_is_made(maker):
    truth = maker.add(1, "So?", true_false(False))
    gaps = maker.add(2, "Call ____ or ____.", fill([["119"], [{"value": "1*", "match": "glob"}, "110"]]))
    number = maker.add(3, "How many?", numeric([{"value": 3, "abs_tol": 1}], unit="m"))
    steps = maker.add(4, "In what order?", order(["second", "first"], [1, 0]))
    as_written = maker.add(5, "And this?", order(["one", "two"]))
    pairs = maker.add(6, "Who?", match([("fire", "119"), ("smoke", "119")], ["120"]))
    made = (truth, gaps, number, steps, as_written, pairs)
    kinds = [question.kind for question in made if question is not None]
    assert kinds == ["true_false", "fill", "numeric", "order", "order", "match"]
    assert truth is not None and isinstance(truth.key, ChoiceKey) and truth.key.correct == ("false",)
    assert gaps is not None and isinstance(gaps.key, FillKey) and gaps.key.shown == ("119", "110")
    assert number is not None and isinstance(number.body, NumericBody) and number.body.unit == {"en": "m"}
    assert steps is not None and isinstance(steps.key, OrderKey) and steps.key.sequence == ("b", "a")
    assert as_written is not None and isinstance(as_written.key, OrderKey)
    assert as_written.key.sequence == ("a", "b")
    assert pairs is not None and isinstance(pairs.body, MatchBody) and isinstance(pairs.key, MatchKey)
    assert pairs.body.reuse_right and len(pairs.body.right) == 2
    assert pairs.key.pairs == (("l1", "r1"), ("l2", "r1"))


@pytest.mark.parametrize(
    "shape", [choice(["x", "y"], []), true_false(None), fill([[]]), numeric([])], ids=lambda s: s[0]["kind"]
)
def test_without_a_key_it_is_a_draft(maker, shape):
    stem = "Write ____" if shape[0]["kind"] == "fill" else "What?"
    question = maker.add(1, stem, shape)
    assert question is not None and question.key is None
    assert codes(maker) == ["no_key"]


def test_a_key_that_does_not_fit_leaves_a_draft_and_says_why(maker):
    question = maker.add("S!2", "What?", numeric([{"lo": 5, "hi": 1}]))
    assert question is not None and question.key is None
    assert len(maker.report.problems) == 1
    assert maker.report.problems[0].place == "f.csv:S!2"


def test_what_cannot_be_a_draft_is_kept_as_unsupported(maker):
    options = [f"option {n}" for n in range(25)]
    assert maker.add(9, "Which?", choice(options, [0])) is None
    assert maker.add(10, "Which?", choice(options, [])) is None
    assert [(record.kind, record.text) for record in maker.records] == [("unsupported", "Which?")] * 2
    assert codes(maker) == ["too_many_items", "too_many_items"]


def test_the_same_question_twice_is_told_and_both_are_kept(maker):
    first = maker.add(1, "Which?", choice(["x", "y"], [0]))
    again = maker.add(2, "which", choice(["y", "x"], [0]))
    other = maker.add(3, "Another?", choice(["x", "y"], [0]), id="mine")
    third = maker.add(4, "One more?", choice(["x", "y"], [0]), id="mine")
    assert first is not None and again is not None and other is not None and third is not None
    assert (again.id, other.id, third.id) == (f"{first.id}-2", "mine", "mine-2")
    problem = maker.report.problems[0]
    assert (problem.code, problem.details) == ("same_question", {"first": "1"})


def test_what_belongs_to_the_format_is_kept_as_it_is(maker):
    question = maker.add(1, "Which?", choice(["x", "y"], [0]), ext={"gift": {"text": "as it was"}})
    assert question is not None and question.ext == {"gift": {"text": "as it was"}}


def test_gathered_to_a_bank(maker):
    maker.other("S!1", "category", "Fire")
    maker.add("S!2", "Which?", choice(["x", "y"], [0]))
    maker.add("S!3", "Which one?", choice(["x", "y"], []))
    reading = gather(BankFile(b"", "Fire Safety 2.xlsx"), maker, title="Fire")
    assert reading.bank is not None
    assert (reading.bank.id, reading.bank.title, reading.bank.languages) == (
        "fire-safety-2",
        {"en": "Fire"},
        ("en",),
    )
    assert (len(reading.questions), len(reading.drafts), len(reading.other)) == (1, 1, 1)
    assert not reading.has_errors


def test_a_file_without_questions_is_told(maker):
    reading = gather(BankFile(b"", "x.txt"), maker)
    assert [problem.code for problem in reading.problems] == ["nothing_found"]
    assert reading.bank is not None and reading.bank.title == {"en": "x"}


def test_more_questions_than_allowed_are_told(maker, monkeypatch):
    monkeypatch.setattr(gathering, "MAX_QUESTIONS", 1)
    maker.add(1, "Which?", choice(["x", "y"], [0]))
    maker.add(2, "Which one?", choice(["x", "y"], [0]))
    reading = gather(BankFile(b"", ".txt"), maker)
    assert [problem.code for problem in reading.problems] == ["too_many_questions"]
    assert reading.bank is not None and len(reading.bank.questions) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("fire.yaml", "fire"), ("Fire Bank_2.csv", "fire-bank-2"), ("题库.xlsx", "a3a4a5be"), ("é!.txt", "e"),
     ("武清站_公共题库.xlsx", "x"), ("...", "x"), ("a" * 90, "a" * 64)],
)  # fmt: skip
def test_an_id_from_a_files_name(name, expected):
    made = bank_id(name)
    assert made == bank_id(name)
    assert made.startswith(expected) or not name.isascii() or expected == "x"
    gather(BankFile(b"", name), Maker(Report(name), "en"))
    assert 0 < len(made) <= 64 and made[0].isalnum() and made.isascii()


def test_a_refused_file_says_why():
    reading = refused(BankFile(b"", "x.zip"), "archive_ratio")
    assert (reading.bank, reading.has_errors, reading.problems[0].code) == (None, True, "archive_ratio")


def test_a_person_may_choose_the_format():
    file = BankFile(b"format: quizhub-bank/9", "x.txt", {"format": "native"})
    assert format_of(file) is FORMATS[0]
    assert read_bank(file).format == "native"


def test_an_archive_that_must_not_be_opened_is_told(monkeypatch):
    zipped = Format(
        "zip", lambda file: float(file.archive is not None), lambda file: refused(file, "too_big")
    )
    monkeypatch.setattr("quizhub.banks.reader.FORMATS", (zipped,))
    reading = read_bank(BankFile(b"PK\x03\x04", "x.zip"))
    assert [problem.code for problem in reading.problems] == ["archive_broken"]


def test_native_is_written_by_its_name_or_ending():
    bank = gather(BankFile(b"", "x"), Maker(Report("x"), "en")).bank
    assert bank is not None
    native = target_named("native")
    assert native is TARGETS[0] is target_named(".yaml")
    export = Export(bank, "en")
    assert native.losses(export) == [] and b"quizhub-bank" in native.write(export)
    assert target_named("unknown") is None
