"""Moodle XML as it is read: every question type, and what is said of what cannot be taken."""

import base64
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.moodle_xml import topic_of
from quizhub.questions.answers import ChoiceAnswer, FillAnswer
from quizhub.questions.marking import mark
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import codes, made_of, only, read, sample

PNG = base64.b64encode(tiny_png(40, 20)).decode()
FILE = f'<file name="a b.png" path="/" encoding="base64">{PNG}</file>'


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'


def question(kind: str, stem: str, inside: str = "", files: str = "") -> str:
    text = f"<questiontext><text><![CDATA[{stem}]]></text>{files}</questiontext>"
    return f'<question type="{kind}"><name><text>N</text></name>{text}{inside}</question>'


def answer(fraction: float | str, text: str, more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text>{more}</answer>'


def asked(kind: str, stem: str, inside: str = "", files: str = "") -> Any:
    reading = read(quiz(question(kind, stem, inside, files)))
    assert codes(reading) == []
    return only(reading)


def share(made: Any, *given: str) -> float:
    reply = FillAnswer(texts=given) if made.kind == "fill" else ChoiceAnswer(chosen=given)
    return float(mark(made, reply).share)


def test_a_choice_with_all_that_belongs_to_it():
    category = (
        '<question type="category"><category><text>$course$/top/Fire/Kitchen</text></category></question>'
    )
    inside = (
        "<generalfeedback><text>See the law</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>"
        "<idnumber>f-1</idnumber><single>true</single><shuffleanswers>0</shuffleanswers><hint><text/></hint>"
        "<hint><text>One</text></hint><tags><tag><text>t1</text></tag><tag><text>t1</text></tag></tags>"
    )
    stem = 'Which <b>number</b> is it? <img src="@@PLUGINFILE@@/a%20b.png">'
    reading = read(
        quiz(category, question("multichoice", stem, inside + answer(100, "119") + answer(0, "110"), FILE))
    )
    made = only(reading)
    assert reading.format == "moodle_xml"
    assert codes(reading) == []
    assert [(record.kind, record.text) for record in reading.other] == [
        ("category", "$course$/top/Fire/Kitchen")
    ]
    assert (made.kind, made.id, made.stem) == ("single_choice", "f-1", {"en": "Which number is it?"})
    assert [option.text["en"] for option in made.body.options] == ["119", "110"]
    assert (made.key.correct, made.body.shuffle, made.points) == (("a",), False, 2)
    assert (made.explanation, made.hint, made.topic, made.tags) == (
        {"en": "See the law"},
        {"en": "One"},
        "Fire/Kitchen",
        ("t1",),
    )
    assert [(media.name, media.width) for media in made.stem_media] == [("a b.png", 40)]
    assert list(reading.media) == [made.media[0].id]
    assert "sha256" in made.ext["moodle_xml"]["xml"] and PNG not in made.ext["moodle_xml"]["xml"]


@pytest.mark.parametrize(
    ("fractions", "single", "scoring", "picked", "worth"),
    [
        ((100, 0, 0), "1", "all_or_nothing", "a", 1),
        ((100, 50, 0), "1", "weights", "b", 0.5),
        ((100, 100, 0), "true", "all_or_nothing", "b", 1),
        ((50, 50, -100), "false", "no_wrong_partial", "a", 0.5),
        ((50, 50, -50), "0", "per_option", "ac", 0),
        ((50, 50, 0), "0", "weights", "abc", 1),
        ((33.33333, 33.33333, 33.33333, -25), "0", "weights", "abc", 1),
        ((80, 20, -100), "0", "weights", "a", 0.8),
    ],
)  # fmt: skip
def test_fractions_become_the_plainest_scoring(fractions, single, scoring, picked, worth):
    options = "".join(answer(one, f"o{place}") for place, one in enumerate(fractions))
    made = asked("multichoice", "Which is it?", f"<single>{single}</single>{options}")
    assert made.key.scoring == scoring
    assert share(made, *picked) == pytest.approx(worth)


def test_options_may_be_pictures():
    img = '<img src="@@PLUGINFILE@@/a%20b.png">'
    made = asked("multichoice", "Which?", answer(100, img) + answer(0, f"{img} b"), FILE)
    assert [option.text["en"] for option in made.body.options] == ["a b.png", "b"]
    assert [option.media for option in made.body.options] == [made.media[0].id] * 2
    assert made.stem_media == ()


def test_pictures_that_cannot_be_shown_are_told():
    img = '<img src="@@PLUGINFILE@@/x.png">'
    broken = '<file name="x.png" encoding="base64">abcde</file>'
    right = answer(100, "true")
    shows_the_key = f"<generalfeedback><text>{img.replace('<', '&lt;')}</text></generalfeedback>"
    reading = read(quiz(
        question("truefalse", f"A {img}", broken + right),
        question("truefalse", "B", shows_the_key + FILE + right),
        question("truefalse", "C <table><tr><td>1</td></tr></table>", right),
        question("multichoice", "D", answer(100, img) + answer(0, "x")),
    ))  # fmt: skip
    assert codes(reading) == [
        "picture_missing",
        "picture_missing",
        "formatting_lost",
        "picture_missing",
        "empty_text",
    ]
    assert reading.media == {}


def test_pictures_of_old_and_inline():
    old = f"<image>m.png</image><image_base64>{PNG}</image_base64>"
    inline = f'<img src="data:image/png;base64,{PNG}">'
    others = [inline.replace(PNG, base64.b64encode(tiny_png(side, side)).decode()) for side in (8, 9)]
    stem = f"See {inline}{inline}{''.join(others)}"
    made = asked("truefalse", stem, old + answer(100, "true"))
    assert [media.name for media in made.media] == ["m.png", "picture.png", "3-picture.png"]
    missing = read(
        quiz(
            question(
                "truefalse",
                'A <img src="data:image/png;base64,é">',
                "<image>m.png</image>" + answer(100, "true"),
            )
        )
    )
    assert codes(missing) == ["picture_missing", "picture_missing"]


def test_true_false():
    made = asked(
        "truefalse",
        "Water is what burns.",
        answer(0, "true") + answer(100, "false", "<feedback><text>No</text></feedback>"),
    )
    assert (made.key.correct, made.explanation) == (("false",), {"en": "No"})
    assert codes(read(quiz(question("truefalse", "No key")))) == ["no_key"]


def test_short_answers_and_their_wildcards():
    made = asked(
        "shortanswer",
        "The capital?",
        answer(100, "Paris") + answer(50, "Lutet*") + answer(0, "Lyon") + answer(0, "*"),
    )
    assert made.stem == {"en": "The capital? ____"}
    assert [share(made, text) for text in ("paris", "Lutetia", "Lyon", "Rome")] == [1, 0.5, 0, 0]
    assert made.key.blanks[0].reject == ("Lyon",)
    strict = asked(
        "shortanswer", "A ____ and b ____", "<usecase>1</usecase>" + answer(100, "Paris") + answer(0, "paris")
    )
    assert strict.stem == {"en": "A ___ and b ___ ____"}
    assert [share(strict, text) for text in ("Paris", "paris")] == [1, 0]
    wild = asked("shortanswer", "Which is ____?", answer(100, "*Lincoln*"))
    assert (wild.key.shown, share(wild, "Abe Lincoln!")) == (("Lincoln",), 1)
    star = asked("shortanswer", "Which is it?", answer(100, "a\\*b") + answer(100, "?"))
    assert [share(star, text) for text in ("a*b", "axxb", "?")] == [1, 0, 1]
    low = asked("shortanswer", "Which is it?", answer(80, "x") + answer(40, "y"))
    assert [share(low, text) for text in ("x", "y")] == [1, 0.5]
    assert codes(read(quiz(question("shortanswer", "Which?", answer(100, "*"))))) == ["no_key"]


def test_long_answers_have_room():
    made = asked("shortanswer", "Which is it?", answer(100, "long " * 30))
    assert made.body.blanks[0].max_chars == 200


def test_numbers_with_tolerance_and_unit():
    inside = (
        answer(50, "3,1", "<tolerance>0.1</tolerance>") + answer(100, "3.14", "<tolerance>0.01</tolerance>")
        + answer(0, "*") + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    )  # fmt: skip
    made = asked("numerical", "How long is it?", inside)
    accept = [(one.value, one.abs_tol, one.weight) for one in made.key.accept]
    assert accept == [(Decimal("3.14"), Decimal("0.01"), 1), (Decimal("3.1"), Decimal("0.1"), Decimal("0.5"))]
    assert (made.body.unit, made.body.decimals) == ({"en": "m"}, 2)
    two = "<unit><unit_name>m</unit_name></unit><unit><unit_name>cm</unit_name></unit>"
    reading = read(quiz(question("numerical", "How long?", answer(100, "x") + f"<units>{two}</units>")))
    assert codes(reading) == ["units_left_out", "number_not_read", "no_key"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("1e3", 1000), (" -2.50 ", Decimal("-2.5")), (".5", Decimal("0.5")), ("1,5", Decimal("1.5")),
     ("x", None), ("", None), ("1e90", Decimal("1e90"))],
)  # fmt: skip
def test_numbers_as_they_are_written(written, number):
    assert number_of(written) == number


def test_pairs_with_a_distractor():
    def pair(left: str, right: str) -> str:
        return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"

    made = asked("matching", "Who is it?", pair("fire", "119") + pair("police", "110") + pair("", "120"))
    assert made.key.pairs == (("l1", "r1"), ("l2", "r2"))
    assert [item.text["en"] for item in made.body.right] == ["119", "110", "120"]


@pytest.mark.parametrize(
    ("grading", "scoring"),
    [("-1", "exact"), ("ABSOLUTE_POSITION", "position"), ("1", "adjacent"), ("", "position")],
)
def test_order_is_that_of_the_fractions(grading, scoring):
    inside = (
        f"<gradingtype>{grading}</gradingtype>"
        + answer(2, "two")
        + answer("1.0000000", "one")
        + answer(10, "ten")
    )
    made = asked("ordering", "In what order?", inside)
    assert [item.text["en"] for item in made.body.items] == ["one", "two", "ten"]
    assert (made.key.sequence, made.key.scoring) == (("a", "b", "c"), scoring)


def test_an_order_graded_in_a_way_of_its_own_is_told():
    reading = read(
        quiz(question("ordering", "Order", "<gradingtype>7</gradingtype>" + answer(1, "a") + answer(2, "b")))
    )
    assert codes(reading) == ["scoring_simplified"]


def test_essays_and_descriptions():
    reading = read(quiz(
        question("essay", "Explain <i>it</i>.", "<graderinfo><text>Well</text></graderinfo>"),
        question("description", "Read"),
        '<question type="essay"><questiontext>Old &lt;b&gt;one&lt;/b&gt;</questiontext></question>',
    ))  # fmt: skip
    assert [made.stem["und"] for made in reading.questions] == ["Explain it.", "Old one"]
    assert made_of(reading)[0].key.reference == {"und": "Well"}
    assert [(record.kind, record.text) for record in reading.other] == [("text", "Read")]


@pytest.mark.parametrize("kind", ["calculated", "kprime", "random"])
def test_types_that_cannot_be_asked_are_kept_and_told(kind):
    reading = read(quiz(question(kind, "", "<x>{a}</x>")))
    made = only(reading)
    assert (made.kind, made.stem) == ("open", {"und": "N"})
    assert "<x>{a}</x>" in made.ext["moodle_xml"]["xml"]
    assert [(one.code, one.details) for one in reading.problems] == [("kind_unsupported", {"kind": kind})]


@pytest.mark.parametrize("kind", ["ddwtos", "gapselect"])
def test_words_to_put_into_gaps(kind):
    words = "".join(
        f"<dragbox><text>{text}</text><group>{group}</group></dragbox>"
        for text, group in [("x", 1), ("y", 1), ("z", 2)]
    )
    several = asked(kind, "What is first [[1]], then [[3]][[1]]?", words)
    assert several.stem == {"en": "What is first (1), then (2)(3)?"}
    assert [item.text["en"] for item in several.body.right] == ["x", "z", "y"]
    assert [right for _, right in several.key.pairs] == ["r1", "r2", "r1"]
    one = asked(kind, "Is it [[2]]?", words)
    assert (one.kind, one.stem, one.key.correct) == ("single_choice", {"en": "Is it ____?"}, ("b",))
    assert codes(read(quiz(question(kind, "No [[9]]", words)))) == ["kind_unsupported"]
    assert codes(read(quiz(question(kind, "None", words)))) == ["kind_unsupported"]


def drop(number: int, shape: str, coords: str, choice: int = 1) -> str:
    where = f"<shape>{shape}</shape><coords>{coords}</coords>"
    return f"<drop><no>{number}</no>{where}<choice>{choice}</choice></drop>"


def test_one_marker_to_set_is_a_hotspot():
    drops = (
        drop(1, "circle", "20,10;4") + drop(2, "rectangle", "0,0;10,10") + drop(3, "polygon", "1,1;9,1;9,9")
    )
    made = asked("ddmarker", "Find the hazards.", FILE + drops)
    assert (made.kind, made.body.mode, made.body.max_clicks) == ("hotspot", "find_all", 3)
    assert [region.shape for region in made.key.regions] == ["circle", "rect", "poly"]
    assert made.key.regions[0].coords == (Decimal("0.5"), Decimal("0.5"), Decimal("0.1"))
    assert made.key.regions[1].coords == (0, 0, Decimal("0.25"), Decimal("0.5"))
    assert asked("ddmarker", "Find the hazard.", FILE + drop(1, "circle", "20,10;4")).body.mode == "pick"


@pytest.mark.parametrize(
    "inside",
    ["", FILE, FILE + drop(1, "circle", "1,1;1") + drop(2, "circle", "9,9;1", 2),
     FILE + drop(1, "star", "1,1;1"), FILE + drop(1, "circle", "a,1;1")],
)  # fmt: skip
def test_other_markers_are_kept_and_told(inside):
    assert "kind_unsupported" in codes(read(quiz(question("ddmarker", "Find them.", inside))))


def test_gaps_to_type_into():
    made = asked(
        "cloze", "Who is it? Call {1:SHORTANSWER:=119~%50%fire#half}, wait {2:NM:=3:0}{1:SAC:=Min\\}}."
    )
    assert made.stem == {"en": "Who is it? Call ____, wait ____ ____."}
    assert [blank.weight for blank in made.key.blanks] == [1, 2, 1]
    assert share(made, "fire", "three", "x") == pytest.approx(0.125)
    assert [share(made, "119", "3.0", text) for text in ("Min}", "min}")] == [1, 0.75]


def test_gaps_to_choose():
    one = asked("cloze", "It is {1:MULTICHOICE_V:x~=y#yes}.")
    assert (one.kind, one.key.correct) == ("single_choice", ("b",))
    many = asked("cloze", "They are {:MULTIRESPONSE_H:=x~=y~%-50%z}.")
    assert (many.kind, many.key.correct) == ("multiple_choice", ("a", "b"))
    two = asked("cloze", "It is {1:MC:=x~y} and {1:MCS:p~=q}")
    assert (two.kind, two.key.pairs) == ("match", (("l1", "r1"), ("l2", "r2")))
    assert codes(read(quiz(question("cloze", "It is {1:MC:x~y} and {1:MC:=p~q}")))) == ["no_key"]
    assert codes(read(quiz(question("cloze", "It is {1:MC:x~y}")))) == ["no_key"]


def test_mixed_gaps_become_open_without_giving_the_key_away():
    reading = read(quiz(question("cloze", "A <b>{1:MC:=y~x}</b> and {1:SA:=p} or {1:REGEXP:=a.c}")))
    made = only(reading)
    assert made.stem == {"en": "A ____ (x / y) and ____ or ____"}
    assert made.key.reference == {"en": "(1) y; (2) p; (3) a.c"}
    assert codes(reading) == ["kind_unsupported"]


def test_gaps_that_cannot_be_read():
    assert codes(read(quiz(question("cloze", "None at all")))) == ["kind_unsupported"]
    assert codes(read(quiz(question("cloze", "{1:NM:=x}")))) == ["no_key"]
    assert codes(read(quiz(question("cloze", "{1:NM:=x} {1:SA:=y}")))) == ["no_key"]
    assert codes(read(quiz(question("cloze", "{1:NM:=2:1} {1:SA:=y}")))) == ["scoring_simplified"]


def test_the_samples():
    three = sample("moodle-xml/moocloze_example_quiz.xml")
    assert [(made.kind, made.key.accept[0].value) for made in made_of(three)] == [
        ("numeric", 0),
        ("numeric", 2),
        ("numeric", 4),
    ]
    assert codes(three) == []
    mixed = sample("moodle-xml/moocloze_question_with_all_fields.xml")
    assert [made.kind for made in mixed.questions] == ["open"]
    assert only(mixed).stem["en"].count("____") == 9
    assert codes(mixed) == ["kind_unsupported"]


def test_other_text_formats_and_encodings():
    stem = '<questiontext format="plain_text"><text>水 &lt;b&gt; 火是什么？</text></questiontext>'
    text = f'<question type="truefalse">{stem}</question>'
    declared = f'<?xml version="1.0" encoding="GB18030"?><quiz>{text}</quiz>'.encode("gb18030")
    assert only(read(declared)).stem == {"zh-Hans": "水 <b> 火是什么？"}
    wide = f'<?xml version="1.0" encoding="UTF-16"?><quiz>{text}</quiz>'.encode("utf-16")
    assert only(read(wide)).stem == {"zh-Hans": "水 <b> 火是什么？"}


def test_other_encodings_than_it_says():
    stem = "发生火灾时应拨打哪个电话？下列正确的是"
    text = f"<quiz>{question('truefalse', stem, answer(100, 'true'))}</quiz>"
    for head in ("", '<?xml version="1.0" encoding="UTF-8"?>'):
        reading = read((head + text).encode("gb18030"))
        assert codes(reading) == ["encoding_guessed"]
        assert only(reading).stem == {"zh-Hans": stem}
    spoiled = text.replace(stem, "What is \xff it?").encode("latin-1")
    assert "What is" in next(iter(only(read(spoiled)).stem.values()))


def test_bytes_that_are_no_text(monkeypatch):
    monkeypatch.setattr("quizhub.banks.bank_file.decode", lambda raw, chosen: None)
    reading = read(
        b"<quiz><question type='essay'><questiontext><text>Why \xff?</text></questiontext></question></quiz>"
    )
    assert (codes(reading), only(reading).stem) == (["encoding_guessed"], {"und": "Why \ufffd?"})


def test_what_is_broken_is_read_as_far_as_possible():
    reading = read(quiz(question("truefalse", "So?", answer(100, "true"))).replace("</quiz>", "<b></quiz>"))
    assert codes(reading) == ["xml_repaired"]
    assert len(reading.questions) == 1
    assert codes(read("<quiz><b><question")) == [
        "xml_repaired",
        "kind_unsupported",
        "empty_text",
        "nothing_found",
    ]


def test_entities_are_refused():
    bomb = '<!DOCTYPE quiz [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    assert codes(read(bomb + quiz(question("essay", "&b;")).split("\n")[1])) == ["xml_entities"]
    outside = '<!DOCTYPE quiz SYSTEM "file:///etc/passwd">'
    assert codes(read(outside + quiz(question("essay", "How?")).split("\n")[1])) == []


def test_a_deep_tree_does_no_harm():
    deep = "<b>" * 5_000 + "x" + "</b>" * 5_000
    reading = read(
        quiz(f'<question type="essay"><questiontext><text>{deep}</text></questiontext></question>')
    )
    assert reading.bank is not None
    assert "xml_repaired" in codes(reading)


def test_too_much_to_keep_is_told():
    reading = read(quiz(question("truefalse", "So?", answer(100, "true") + "<x>" + "long " * 4_000 + "</x>")))
    assert codes(reading) == ["ext_too_large"]
    assert "xml" not in only(reading).ext["moodle_xml"]


def test_too_long_a_stem_is_told():
    reading = read(quiz(question("essay", "long " * 500)))
    assert codes(reading) == ["too_long", "nothing_found"]
    assert [record.kind for record in reading.other] == ["unsupported"]


def test_topics_of_category_paths():
    paths = ["$course$/top/Fire/At home", "$system$/A//B/C", "top", "", "Fire"]
    assert [topic_of(path) for path in paths] == ["Fire/At home", "A//B/C", "", "", "Fire"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text("{}~=%#:\\1SAMCN0 ", max_size=60))
def test_any_text_is_read_or_told(stem, gaps):
    escaped = stem.replace("]]>", "").encode("utf-8", "ignore").decode()
    reading = read(quiz(question("cloze", gaps), question("shortanswer", escaped, answer(100, escaped))))
    assert len(reading.records) == 2 or codes(reading)
