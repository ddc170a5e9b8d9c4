"""H5P packages: every type of question, pictures, containers, and content that is not what it should be."""

import io
import zipfile
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.h5p_kinds import KINDS
from quizhub.banks.reader import read_bank
from tests.banks.h5p_files import PNG, one, package, piece, read, words
from tests.banks.tiny_pictures import tiny_png


def options(question: Any) -> list[str]:
    return [words(option.text) for option in question.body.options]


def answer(text: str, correct: bool = False, **told: str) -> dict[str, Any]:
    return {"text": f"<div>{text}</div>\n", "correct": correct, "tipsAndFeedback": told}


def multi(*answers: Any, **behaviour: Any) -> dict[str, Any]:
    return piece(
        "MultiChoice", question="<p>What is it &lt;here&gt;?</p>\n", answers=answers, behaviour=behaviour
    )


def test_a_single_choice_with_what_belongs_to_it():
    asked = multi(answer("a"), answer("b", True, chosenFeedback="<div>Because</div>"))
    authors = [{"name": "Ada"}, {"role": "x"}]
    reading = read(asked, license="CC BY", licenseVersion="4.0", authors=authors)
    assert (reading.format, reading.problems) == ("h5p", ())
    assert reading.bank is not None and words(reading.bank.title) == "Fire & us"
    question: Any = reading.questions[0]
    assert reading.records[0].place == "q.h5p:/questions[1]"
    assert (words(question.stem), options(question)) == ("What is it <here>?", ["a", "b"])
    assert (question.key.correct, words(question.explanation)) == (("b",), "Because")
    assert (question.rights.licence, question.rights.author) == ("CC BY 4.0", "Ada")
    assert question.ext["h5p"]["answers"][1] == {"chosenFeedback": "<div>Because</div>"}


def test_several_right_answers():
    two = [answer("a", True), answer("b", True), answer("c")]
    partly = one(multi(*two))
    assert (partly.kind, partly.key.scoring) == ("multiple_choice", "per_option")
    assert one(multi(*two, type="multi", singlePoint=True)).key.scoring == "all_or_nothing"
    assert one(multi(*two, type="single"), codes=("several_right",)).kind == "single_choice"
    assert one(multi(answer("a"), answer("b"), type="auto"), codes=("no_key",)).key is None


def test_statements():
    told = {"feedbackOnCorrect": "Yes", "feedbackOnWrong": "<p>No, look</p>"}
    question = one(piece("TrueFalse", question="<p>So?</p>", correct="false", behaviour=told))
    assert (question.key.correct, words(question.explanation)) == (("false",), "No, look")
    assert one(piece("TrueFalse", question="So?", correct=True)).key.correct == ("true",)
    assert one(piece("TrueFalse", question="So?"), codes=("no_key",)).key is None


def test_blanks():
    reading = read(
        piece(
            "Blanks",
            text="<p>Fill in</p>",
            questions=["<p>Call *119/110:the number* or *km\\/h*</p>", "<p>Nothing here</p>"],
            behaviour={"caseSensitive": False},
        )
    )
    first, second = (record.question for record in reading.records)
    assert first is not None and second is not None
    assert words(first.stem) == "Fill in\nCall ____ or ____" and words(first.hint) == "the number"
    dump: Any = first.model_dump()["key"]["blanks"]
    assert [[one["value"] for one in blank["accept"]] for blank in dump] == [["119", "110"], ["km/h"]]
    assert dump[0]["normal"] == "basic"
    assert (second.key, words(second.stem)) == (None, "Fill in\nNothing here ____")
    assert [record.place for record in reading.records] == ["q.h5p:/questions[1]", "q.h5p:/questions[1]#2"]
    assert one(piece("Blanks", questions=["*Case* counts"])).key.blanks[0].normal == "exact"


def test_words_to_drag():
    two = one(piece("DragText", taskDescription="Drag", textField="*A* eats\n*b:tip*", distractors="*c*"))
    assert words(two.stem) == "Drag\n(1) eats\n(2)" and two.kind == "match"
    assert [words(side.text) for side in two.body.right] == ["A", "b", "c"]
    assert two.key.pairs == (("l1", "r1"), ("l2", "r2"))
    single = one(piece("DragText", textField="An *ant* here", distractors="*bee*"))
    assert (words(single.stem), options(single), single.key.correct) == (
        "An ____ here",
        ["ant", "bee"],
        ("a",),
    )
    assert one(piece("DragText", textField="An *ant* here")).kind == "fill"
    assert one(piece("DragText", taskDescription="Drag", textField="x"), codes=("no_key",)).key is None


def test_words_to_mark():
    question = one(
        piece("MarkTheWords", taskDescription="Mark", textField="<p>The *lid* and the *sand*, too.</p>"),
        codes=("words_as_options",),
    )
    assert words(question.stem) == "Mark\nThe lid and the sand, too."
    right = [
        text
        for text, option in zip(options(question), question.body.ids, strict=True)
        if option in question.key.correct
    ]
    assert set(right) == {"lid", "sand"} and set(options(question)) == {
        "The",
        "the",
        "lid",
        "sand",
        "and",
        "too",
    }


def test_sets_in_which_the_first_answer_is_right():
    choices = [{"question": f"<p>Q{n}?</p>", "answers": ["right", "x", "y", "z"]} for n in range(6)]
    reading = read(piece("SingleChoiceSet", choices=choices))
    places = set()
    for question in reading.questions:
        assert question.key is not None
        right = question.key.model_dump()["correct"][0]
        texts = {option.id: words(option.text) for option in question.body.options}  # type: ignore[union-attr]
        assert texts[right] == "right"
        places.add(right)
    assert len(reading.questions) == 6 and len(places) > 1
    again = read(piece("SingleChoiceSet", choices=choices))
    assert again.questions == reading.questions
    summary = [{"summary": ["yes", "no"], "tip": "think"}, {"summary": []}]
    first, second = read(piece("Summary", intro="Choose", summaries=summary)).records
    assert first.question is not None and words(first.question.hint) == "think"
    assert (second.question, second.kind) == (None, "unsupported")


def test_open_questions_and_surveys():
    words_ = [{"keyword": "smoke"}, {"keyword": " "}, {}]
    essay = one(
        piece("Essay", taskDescription="Why?", keywords=words_, solution={"sample": "<p>It rises</p>"})
    )
    assert (words(essay.stem), words(essay.key.reference), essay.key.keywords) == (
        "Why?",
        "It rises",
        ("smoke",),
    )
    assert one(piece("OpenEndedQuestion", question="And you?")).kind == "open"
    alternatives = [{"text": "a"}, {"text": "b"}]
    assert (
        one(piece("SimpleMultiChoice", question="Vote", alternatives=alternatives), codes=("no_key",)).key
        is None
    )


def test_cards():
    cards = [
        {
            "text": "Fire?",
            "answer": "119/one one nine",
            "image": {"path": "images/a.png"},
            "tips": {"front": "call"},
        },
        {"answer": "x" * 61, "tip": "what"},
        {"answer": "y"},
    ]
    reading = read(piece("Dialogcards", dialogs=cards), files={"images/a.png": PNG})
    first, long, bare = reading.questions
    assert words(first.stem) == "Fire? ____" and words(first.hint) == "call" and first.media[0].width == 8
    assert first.model_dump()["key"]["blanks"][0]["accept"][1]["value"] == "one one nine"
    assert (long.kind, words(long.stem), words(bare.stem)) == ("open", "what", "? ____")
    assert [problem.code for problem in reading.problems] == ["long_answer_as_open"]


def test_paragraphs_and_pictures_to_choose():
    assert one(piece("SortParagraphs", taskDescription="Sort", paragraphs=["a", "b"])).key.sequence == (
        "a",
        "b",
    )
    pictures = [
        {"media": {"params": {"file": {"path": "images/a.png"}, "alt": "A lid"}}, "correct": True},
        {"media": {"params": {"file": {"path": "images/b.png"}}}},
        {"media": {"params": {}}, "correct": True},
    ]
    files = {"images/a.png": PNG, "images/b.png": tiny_png(2, 2)}
    question = one(
        piece("MultiMediaChoice", question="Which?", options=pictures),
        codes=("picture_missing",),
        files=files,
    )
    assert (question.kind, options(question)) == ("multiple_choice", ["A lid", "b.png", "?"])
    assert [option.media for option in question.body.options][2] is None
    single = piece(
        "MultiMediaChoice", question="Which?", options=pictures, behaviour={"questionType": "single"}
    )
    assert one(single, codes=("picture_missing",), files=files).kind == "single_choice"


def test_questions_inside_other_content_are_found():
    question = piece("TrueFalse", question="So?", correct="true")
    slides = {
        "presentation": {
            "slides": [
                {"elements": [{"action": piece("AdvancedText", text="<p>Read</p>")}, {"action": question}]}
            ]
        }
    }
    reading = read_bank(BankFile(package(slides, "H5P.CoursePresentation"), "p.h5p"))
    assert [(record.kind, record.text, record.place) for record in reading.records] == [
        ("text", "Read", "p.h5p:/presentation/slides[1]/elements[1]/action"),
        ("question", "", "p.h5p:/presentation/slides[1]/elements[2]/action"),
    ]
    content = {
        "introPage": {"introduction": "<p>Welcome</p>"},
        "questions": [question, piece("Video", sources=[])],
    }
    told = read_bank(BankFile(package(content), "q.h5p"))
    assert [record.text for record in told.other] == ["Welcome"]
    assert [(problem.code, problem.details["name"]) for problem in told.problems] == [
        ("media_left_out", "A Video")
    ]
    alone = read_bank(BankFile(package({"question": "So?", "correct": "true"}, "H5P.TrueFalse"), "t.h5p"))
    assert [record.place for record in alone.records] == ["t.h5p:/"]


def test_a_type_that_cannot_be_asked_is_kept():
    question = one(piece("ArithmeticQuiz", intro="<p>Reckon</p>"), codes=("kind_unsupported",))
    assert (question.kind, words(question.stem)) == ("open", "Reckon")
    chart = read(piece("Chart", listOfTypes=[]))
    assert [problem.code for problem in chart.problems] == ["content_left_out", "nothing_found"]
    assert [(record.kind, record.text) for record in chart.other] == [("text", "A Chart")]
    nested: Any = piece("Odd", question="deep")
    for _ in range(80):
        nested = piece("Column", content=[nested])
    assert [problem.code for problem in read(nested).problems] == ["content_left_out", "nothing_found"]


def test_damaged_packages_are_refused():
    raw = package({})
    broken = raw.replace(b"{}", b"{ ")
    assert [problem.code for problem in read_bank(BankFile(broken, "x")).problems] == ["archive_broken"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("h5p.json", b"\x00\x01\xff")
        archive.writestr("content/content.json", "{}")
    assert [problem.code for problem in read_bank(BankFile(out.getvalue(), "x")).problems] == ["json_broken"]
    chosen = BankFile(b"no zip", "x", {"format": "h5p"})
    assert [problem.code for problem in read_bank(chosen).problems] == ["json_broken"]
    nothing = read_bank(BankFile(package([]), "x"))
    assert [problem.code for problem in nothing.problems] == ["content_left_out", "nothing_found"]


loose = (
    st.none()
    | st.booleans()
    | st.integers(-2, 200)
    | st.sampled_from(["", "x", "*a*", "<b>y</b>", "0", "true"])
)
NAMES = [
    "question",
    "answers",
    "text",
    "correct",
    "questions",
    "textField",
    "choices",
    "summaries",
    "summary",
]
NAMES += [
    "dialogs",
    "task",
    "elements",
    "dropZones",
    "correctElements",
    "label",
    "options",
    "behaviour",
    "type",
]
NAMES += ["hotspotSettings", "hotspot", "imageHotspotQuestion", "media", "params", "paragraphs", "answer"]
values = st.recursive(
    loose,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=100)
@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(NAMES), values, max_size=5))
def test_any_content_is_read(kind, params):
    reading = read(piece(kind.removeprefix("H5P."), **params))
    assert all(problem.text("en") for problem in reading.problems)
