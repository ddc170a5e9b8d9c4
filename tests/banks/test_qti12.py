"""QTI 1.2: the samples of a real importer, every question type, and what is said of what cannot be taken."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.answers import ChoiceAnswer, FillAnswer, NumericAnswer
from quizhub.questions.marking import mark
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import codes, made_of, only, read, sample

PNG = tiny_png(40, 20)


def quiz(*items: str) -> str:
    section = f"<section>{''.join(items)}</section>"
    return f'<questestinterop><assessment ident="a" title="Quiz">{section}</assessment></questestinterop>'


def fact(label: str, entry: str) -> str:
    names = f"<fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
    return f"<qtimetadatafield>{names}</qtimetadatafield>"


def mat(words: str) -> str:
    return f"<material><mattext>{words}</mattext></material>"


def item(stem: str, inside: str, rules: str = "", kind: str = "", facts: str = "", more: str = "") -> str:
    known = (fact("question_type", kind) if kind else "") + facts
    meta = f"<itemmetadata><qtimetadata>{known}</qtimetadata></itemmetadata>"
    asked = f"<presentation>{mat(stem)}{inside}</presentation><resprocessing>{rules}</resprocessing>"
    return f'<item ident="i1" title="T">{meta}{asked}{more}</item>'


def lid(ident: str, labels: str, cardinality: str = "Single", title: str = "", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    options = "".join(
        f'<response_label ident="{ident}_{text}"{more}>{mat(text)}</response_label>'
        for text in labels.split()
    )
    inside = f"{mat(title) if title else ''}<render_choice>{options}</render_choice>"
    return f'<response_lid ident="{ident}" rcardinality="{cardinality}">{inside}</response_lid>'


def text(ident: str = "r", fib: str = "") -> str:
    label = '<response_label ident="x"/>'
    return f'<response_str ident="{ident}"><render_fib{fib}>{label}</render_fib></response_str>'


def equal(ident: str, value: str, more: str = "") -> str:
    return f'<varequal respident="{ident}"{more}>{value}</varequal>'


def rule(
    condition: str, points: str = "100", action: str = "Set", feedback: str = "", goes_on: str = "No"
) -> str:
    shown = f'<displayfeedback linkrefid="{feedback}"/>' if feedback else ""
    return (
        f'<respcondition continue="{goes_on}"><conditionvar>{condition}</conditionvar>'
        f'<setvar varname="SCORE" action="{action}">{points}</setvar>{shown}</respcondition>'
    )


def asked(*parts: str, **named: str) -> Any:
    reading = read(quiz(item(*parts, **named)))
    assert codes(reading) == []
    return only(reading)


def share(made: Any, *given: str) -> float:
    reply: Any = ChoiceAnswer(chosen=given)
    if made.kind in ("fill", "numeric"):
        reply = FillAnswer(texts=given) if made.kind == "fill" else NumericAnswer(text=given[0])
    return float(mark(made, reply).share)


@pytest.mark.parametrize(
    ("name", "kinds", "told"),
    [
        ("bank_entry_item", [], ["item_elsewhere", "nothing_found"]),
        ("canvas_multiple_dropdowns_correct_choice_is_not_the_first", ["match"], []),
        ("canvas_multiple_fib", ["fill"], []),
        ("categorization", ["match"], []),
        ("choice_vary_points_by_answer", ["multiple_choice"], ["xml_repaired"]),
        ("essay_custom_settings", ["open"], []),
        ("formula", ["numeric"], ["formula_frozen"]),
        ("matching_feedback", ["match"], []),
        ("mc_feedback", ["single_choice"], []),
        ("multiple_answer_canvas", ["multiple_choice"], []),
        ("nq_multiple_fib_answer_types", ["fill"], []),
        ("numeric_margin_error", ["numeric"], []),
        ("numeric_margin_error_percent", ["numeric"], []),
        ("numeric_precision", ["numeric"], []),
        ("numeric_within_range", ["numeric"], []),
        ("single_fib", ["fill"], []),
        ("text.no.question", [], ["nothing_found"]),
        ("true_false", ["true_false"], ["picture_missing"] * 3),
        ("true_false_with_calculator", ["true_false"], ["picture_missing"] * 3),
        ("upload_with_custom_settings", ["open"], ["kind_unsupported"]),
    ],
)
def test_the_samples(name, kinds, told):
    reading = sample(f"qti12-canvas/{name}.xml")
    assert reading.format == "qti12"
    assert [made.kind for made in reading.questions] == kinds
    assert (reading.drafts, codes(reading)) == ((), told)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("mc_feedback", "A", "B"), ("multiple_answer_canvas", "A C D", "A C"),
        ("multiple_answer_canvas", "A C D", "A B C D"), ("true_false", "False", "True"),
    ],
)  # fmt: skip
def test_the_keys_of_choices(name, right, wrong):
    made = only(sample(f"qti12-canvas/{name}.xml"))
    ids = {next(iter(reversed(option.text.values()))): option.id for option in made.body.options}
    assert share(made, *(ids[one] for one in right.split())) == 1
    assert share(made, *(ids[one] for one in wrong.split())) == 0


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("numeric_margin_error", "70 77 84", "69.9 84.1"),
        ("numeric_margin_error_percent", "160 240", "159 241"),
        ("numeric_precision", "1000 1000.005 999.996", "999.995 1000.006"),
        ("numeric_within_range", "1 22", "0.9 22.1"),
        ("formula", "9", "8"), ("single_fib", "Illinois illinois", "Ohio"),
    ],
)  # fmt: skip
def test_the_keys_of_what_is_typed(name, right, wrong):
    made = only(sample(f"qti12-canvas/{name}.xml"))
    assert [share(made, one) for one in right.split()] == [1] * len(right.split())
    assert [share(made, one) for one in wrong.split()] == [0] * len(wrong.split())


def test_points_for_every_option():
    made = only(sample("qti12-canvas/choice_vary_points_by_answer.xml"))
    assert (made.body.max_select, [share(made, one) for one in "ab"]) == (1, [1, 0.5])


def pairs(made: Any) -> dict[str, str]:
    texts = {one.id: next(iter(one.text.values())) for one in (*made.body.left, *made.body.right)}
    return {texts[left]: texts[right] for left, right in made.key.pairs}


def test_the_keys_of_pairs_and_blanks():
    dropdowns = only(sample("qti12-canvas/canvas_multiple_dropdowns_correct_choice_is_not_the_first.xml"))
    assert (dropdowns.stem["en"], pairs(dropdowns)) == ("(2) (1) is", {"(1)": "a", "(2)": "d"})
    matching = only(sample("qti12-canvas/matching_feedback.xml"))
    assert (pairs(matching), len(matching.body.right)) == ({"A": "1", "B": "2"}, 10)
    categories = pairs(only(sample("qti12-canvas/categorization.xml")))
    assert [categories[one] for one in ("A1", "A2", "B1", "B2")] == ["Category_A"] * 2 + ["Category_B"] * 2
    assert [categories[f"Distractor{n}"] for n in (1, 2)] == ["—", "—"]
    roses = only(sample("qti12-canvas/canvas_multiple_fib.xml"))
    assert (roses.stem["en"], share(roses, "Red", "blue")) == ("Roses are ____, violets are ____", 1)
    banked = only(sample("qti12-canvas/nq_multiple_fib_answer_types.xml"))
    assert (share(banked, "black", "white", "brown"), share(banked, "grey", "brown", "white")) == (1, 0)
    assert banked.stem["en"].endswith("(black / brown / grey / violet / white)")


def test_the_hot_spots_without_their_picture():
    reading = sample("qti12-canvas/hot_spot.xml")
    assert [made.kind for made in reading.questions] == ["open"] * 4
    assert codes(reading).count("picture_missing") == codes(reading).count("kind_unsupported") == 4


def test_the_hot_spots_with_a_picture():
    raw = (
        sample_bytes("hot_spot")
        .replace(b"0.5,0.6,0.7,0.8", b"0.5,0.2,0.7,0.8")
        .replace(b"0.9,0.1,0.2,0.3", b"0.9,0.1,0.2,0.3,0.2,0.9,0.9,0.1")
    )
    untyped = raw.replace(b"hot_spot_question", b"")
    assert len(read_bank(BankFile(untyped, "hot.xml", beside={"someuuid": PNG})).drafts) == 2
    reading = read_bank(BankFile(raw, "hot.xml", beside={"someuuid": PNG}))
    single, several = made_of(reading)
    no_key, empty = reading.drafts
    assert (single.kind, single.body.mode) == ("hotspot", "pick")
    assert single.key.regions[0].coords == (
        Decimal("0.372"),
        Decimal("0.1376"),
        Decimal("0.616"),
        Decimal("0.4256"),
    )
    assert (no_key.key, empty.key) == (None, None)
    assert (several.body.mode, [one.shape for one in several.key.regions]) == (
        "find_all",
        ["rect", "ellipse", "poly"],
    )
    assert several.key.regions[1].coords == (Decimal("0.6"), Decimal("0.5"), Decimal("0.1"), Decimal("0.3"))
    assert codes(reading).count("area_not_read") == 2


def sample_bytes(name: str) -> bytes:
    from tests.banks.xml_files import SAMPLES

    return (SAMPLES / f"qti12-canvas/{name}.xml").read_bytes()


def test_feedback_points_and_titles():
    fb = "<itemfeedback ident='{0}'><material><mattext>{1}</mattext></material></itemfeedback>"
    made = asked(
        "Which is it?", lid("r", "x y"), rule(equal("r", "r_x"), feedback="f"), more=fb.format("f", "Yes")
    )
    assert (made.id, made.explanation, made.points) == ("i1", {"en": "Yes"}, None)
    both = fb.format("f", "Yes") + fb.format("general_fb", "All")
    facts = fact("cc_weighting", "2.5")
    more = asked(
        "Which is it?", lid("r", "x y"), rule(equal("r", "r_x"), feedback="f"), facts=facts, more=both
    )
    assert (more.explanation, more.points) == ({"en": "All"}, Decimal("2.5"))
    reading = read(quiz(item("Which?", lid("r", "x y"), rule(equal("r", "r_x")))))
    assert reading.bank is not None
    assert list(reading.bank.title.values()) == ["Quiz"]
    named = read("<questestinterop><objectbank title='O'/></questestinterop>")
    assert named.bank is not None
    assert list(named.bank.title.values()) == ["O"]
    bank = f"<objectbank><qtimetadata>{fact('bank_title', 'B')}</qtimetadata></objectbank>"
    titled = read(f"<questestinterop>{bank}</questestinterop>")
    assert titled.bank is not None
    assert list(titled.bank.title.values()) == ["B"]


def test_profiles_of_cartridges():
    several = asked(
        "Which?", lid("r", "x y z", "Multiple"), rule(f"<and>{equal('r', 'r_x')}{equal('r', 'r_y')}</and>"),
        facts=fact("cc_profile", "cc.multiple_response.v0p1"),
    )  # fmt: skip
    assert (several.kind, several.key.correct, several.key.scoring) == (
        "multiple_choice",
        ("a", "b"),
        "all_or_nothing",
    )
    plain = asked("Which?", lid("r", "x y z", "Multiple"), rule(equal("r", "r_x") + equal("r", "r_y")))
    assert plain.key == several.key
    pattern = asked(
        "Which is it?",
        text(),
        rule('<varsubstring respident="r">fire</varsubstring>'),
        facts=fact("cc_profile", "cc.pattern_match.v0p1"),
    )
    assert share(pattern, "a fire!") == 1


def test_options_keep_their_order_where_it_is_said():
    still = lid("r", "x y z").replace("<render_choice>", '<render_choice shuffle="No">')
    several = still.replace("Single", "Multiple")
    both = rule(f"<and>{equal('r', 'r_x')}{equal('r', 'r_y')}</and>")
    made = (asked("Which?", still, rule(equal("r", "r_x"))), asked("Which?", several, both))
    assert [one.body.shuffle for one in made] == [False, False]


def test_shares_of_points():
    def added(*points: int) -> Any:
        rules = "".join(
            rule(equal("r", f"r_{name}"), str(one), "Add") for name, one in zip("xyz", points, strict=False)
        )
        return asked("Which?", lid("r", "x y z", "Multiple"), rules)

    assert [share(added(60, 40), *one) for one in ("a", "ab", "abc")] == [0.6, 1, 1]
    assert share(added(50, 50, -50), "a", "b", "c") == 0.5
    lost = rule(equal("r", "r_x"), "1", "Add") + rule(equal("r", "r_y"), "1", "Subtract")
    assert share(asked("Which?", lid("r", "x y", "Multiple"), lost), "a", "b") == 0
    best = asked("Which?", lid("r", "x y z"), rule(equal("r", "r_x"), "10") + rule(equal("r", "r_y"), "5"))
    assert [share(best, one) for one in "abc"] == [1, 0.5, 0]
    again = (
        rule(equal("r", "r_x"), "10", goes_on="Yes")
        + rule(equal("r", "r_x"), "4")
        + rule(equal("r", "r_y"), "4")
    )
    assert [share(asked("Which?", lid("r", "x y z"), again), one) for one in "abc"] == [1, 1, 0]


def test_points_of_blackboard():
    whole = rule(equal("r", "r_y"), "SCORE.max") + rule("<other/>", "0")
    assert asked("Which?", lid("r", "x y z"), whole).key.correct == ("b",)
    titled = (
        f'<respcondition title="correct"><conditionvar>{equal("r", "r_z")}</conditionvar></respcondition>'
    )
    untold = titled.replace("correct", "incorrect") + '<respcondition title="correct"/>'
    assert asked("Which?", lid("r", "x y z"), titled + untold).key.correct == ("c",)


def test_rules_that_disagree_are_told():
    whole = rule(f"<and>{equal('r', 'r_x')}<not>{equal('r', 'r_y')}</not></and>") + rule(
        equal("r", "r_x"), "50"
    )
    reading = read(quiz(item("Which?", lid("r", "x y z", "Multiple"), whole)))
    assert codes(reading) == ["scoring_simplified"]
    assert only(reading).key.correct == ("a",)


def test_conditions_of_every_sort():
    options = [f"<or>{equal('r', 'r_x')}{equal('r', 'r_y')}</or>", f"<not>{equal('r', 'r_z')}</not>",
               equal("r", "r_x") + equal("r", "r_y")]  # fmt: skip
    for condition in options:
        made = asked(
            "Which?", lid("r", "x y z"), rule(f"<and>{condition}</and>" if "or>" in condition else condition)
        )
        assert [share(made, one) for one in "abc"] == [1, 1, 0]
    nothing = read(
        quiz(item("Which?", lid("r", "x y z"), rule("<other/>") + rule("", "0") + "<respcondition/>"))
    )
    assert codes(nothing) == ["no_key"]


def test_true_and_false():
    assert asked("Is it so?", lid("r", "True False"), rule(equal("r", "r_False"))).key.correct == ("false",)
    assert asked("是吗？", lid("r", "错误 正确"), rule(equal("r", "r_正确"))).key.correct == ("true",)
    declared = asked(
        "Is it?", lid("r", "T F", "Multiple"), rule(equal("r", "r_T")), kind="true_false_question"
    )
    assert declared.kind == "true_false"
    assert (
        asked("Is it?", lid("r", "Vrai Faux"), rule(equal("r", "r_Vrai")), kind="true_false_question").kind
        == "single_choice"
    )
    assert codes(read(quiz(item("So?", lid("r", "True False"))))) == ["no_key"]


def test_typed_answers():
    made = asked("Who is it?", text(), rule(equal("r", "A*", ' case="Yes"')))
    assert [share(made, one) for one in ("A*", "a*", "Ab")] == [1, 0, 0]
    flow = (
        "<flow>" + mat("Call") + text("p") + mat("or") + text("q") + mat("for help.") + "</flow>"
    )  # fmt: skip
    rules = rule(equal("p", "119"), "50", "Add") + rule(equal("q", "110"), "50", "Add")
    between = asked("Who is it?", flow, rules)
    assert between.stem == {"en": "Who is it?\nCall\n____\nor\n____\nfor help."}
    assert share(between, "119", "110") == 1
    after = asked("Who is it?", text("p") + text("q"), rules)
    assert after.stem == {"en": "Who is it? ____ ____"}
    assert codes(read(quiz(item("Who?", text(), kind="short_answer_question")))) == ["no_key"]


def test_essays_without_a_type():
    made = asked("Explain it, and how.", text(), rule("", "SCORE.max"))
    assert (made.kind, made.stem) == ("open", {"en": "Explain it, and how."})


def test_numbers_without_a_type():
    decimal = ' fibtype="Decimal"'
    assert asked("How many?", text(fib=decimal), rule(equal("r", "4"))).kind == "numeric"
    bounds = '<vargt respident="r">1</vargt><varlt respident="r">3</varlt>'
    between = asked("How many?", text(), rule(bounds))
    assert [share(between, one) for one in ("1", "2", "3")] == [0, 1, 0]
    half = asked(
        "How many?", text(), rule('<vargte respident="r">x</vargte><varlte respident="r">3</varlte>')
    )
    assert share(half, "-5") == 1
    rules = rule(equal("r", "4", ' margin="1"')) + rule(equal("r", "7"), "50") + rule(equal("r", "1"), "-5")
    margin = asked("How many?", text(fib=decimal), rules)
    assert [share(margin, one) for one in ("5", "7", "8")] == [1, 0.5, 0]
    assert (
        asked("How many?", "<response_num ident='r'><render_fib/></response_num>", rule(equal("r", "4"))).kind
        == "numeric"
    )
    assert asked("Which?", text(fib=decimal), rule(equal("r", "four"))).kind == "fill"
    assert codes(read(quiz(item("How many?", text(), rule("<other/>"), kind="numerical_question")))) == [
        "no_key"
    ]


def test_gaps_with_names():
    two = lid("response_a", "x y") + lid("response_b", "z")
    made = asked("It is [a].", two, kind="fill_in_multiple_blanks_question")
    assert made.stem == {"en": "It is ____. ____"}
    drop = lid("response_a", "x y") + lid("response_b", "p q")
    rules = rule(equal("response_a", "response_a_y"), "50", "Add")
    assert codes(read(quiz(item("It [a] is [b].", drop, rules, kind="multiple_dropdowns_question")))) == [
        "no_key"
    ]
    assert codes(
        read(quiz(item("It [a] is.", lid("response_a", ""), kind="multiple_dropdowns_question")))
    ) == ["kind_unsupported"]
    unkeyed = lid("response_a", "x y", answer_type="dropdown")
    assert codes(read(quiz(item("It [a] is.", unkeyed, kind="fill_in_multiple_blanks_question")))) == [
        "no_key"
    ]


def test_lists_without_a_type():
    rules = rule(equal("p", "p_1"), "50", "Add") + rule(equal("q", "q_4"), "50", "Add")
    listed = asked("Choose [p] and [q].", lid("p", "1 2") + lid("q", "3 4"), rules)
    assert pairs(listed) == {"(1)": "1", "(2)": "4"}
    same = lid("p", "1 2", title="one") + lid("p", "1 2", title="two").replace(
        'response_lid ident="p"', 'response_lid ident="q"'
    )
    paired = asked(
        "Who is it?", same, rule(equal("p", "p_1"), "50", "Add") + rule(equal("q", "p_2"), "50", "Add")
    )
    assert pairs(paired) == {"one": "1", "two": "2"}
    assert codes(read(quiz(item("Who?", same)))) == ["kind_unsupported"]


def test_orders():
    labels = lid("r", "x y z", "Ordered")
    made = asked("In what order?", labels, rule(equal("r", "r_z") + equal("r", "r_x") + equal("r", "r_y")))
    assert made.key.sequence == ("c", "a", "b")
    assert codes(read(quiz(item("In what order?", labels, rule(equal("r", "r_z")))))) == ["kind_unsupported"]
    assert codes(read(quiz(item("In what order?", labels)))) == ["kind_unsupported"]


def test_calculated_numbers():
    sets = "<var_set><var name='x'>3</var><answer>7.5</answer></var_set>"
    proc = "<calculated><answer_tolerance>{}</answer_tolerance><var_sets>{}</var_sets></calculated>"
    reading = read(quiz(item("What is [x] + 4.5?", text(), more=proc.format("10%", sets))))
    made = only(reading)
    assert (made.stem, made.key.accept[0].rel_tol, made.body.decimals) == (
        {"en": "What is 3 + 4.5?"},
        Decimal("0.1"),
        1,
    )
    assert codes(read(quiz(item("What?", text(), more=proc.format("0", ""))))) == ["kind_unsupported"]
    loose = item("What?", text(), kind="calculated_question", more=sets)
    assert codes(read(quiz(loose))) == ["formula_frozen"]


def test_pictures_of_stems_and_options():
    image = "<matimage uri='a/p.png'/>"
    first = f"<response_label ident='1'><material>{image}</material></response_label>"
    second = f"<response_label ident='2'>{mat('y')}</response_label>"
    labels = f"<response_lid ident='r'><render_choice>{first}{second}</render_choice></response_lid>"
    source = quiz(item("Which is it?", f"<material>{image}</material>" + labels, rule(equal("r", "1"))))
    made = only(read_bank(BankFile(source.encode(), "x.xml", beside={"p.png": PNG})))
    assert [option.media for option in made.body.options] == [made.media[0].id, None]
    assert codes(read(source)) == ["picture_missing"] * 2 + ["empty_text", "nothing_found"]


def test_what_is_not_asked_is_told():
    reading = read(quiz(
        "<selection_ordering><selection_number>3</selection_number></selection_ordering>",
        "<itemref linkrefid='x'/>", "<sourcebank_ref>bank</sourcebank_ref>", item("Read this.", ""),
        item("", "", kind="odd_question"), item("Group?", "<response_grp ident='g'/>"),
    ))  # fmt: skip
    assert codes(reading) == [
        "selection_left_out",
        "item_elsewhere",
        "item_elsewhere",
        "kind_unsupported",
        "kind_unsupported",
    ]
    assert [(one.kind, one.text) for one in reading.other] == [
        ("reference", "x"),
        ("reference", "bank"),
        ("text", "Read this."),
    ]
    assert [made.stem for made in made_of(reading)] == [{"en": "T"}, {"en": "Group?"}]
    assert codes(read(quiz(item("Which?", "", kind="true_false_question")))) == ["kind_unsupported"]
    assert codes(read(quiz(item("long " * 4_000, lid("r", "x y"))))) == [
        "ext_too_large",
        "too_long",
        "nothing_found",
    ]


def test_text_that_calls_itself_plain():
    made = asked(
        "Which is it?",
        lid("r", "x y").replace("<mattext>x<", "<mattext texttype='text/plain'>&lt;b&gt;x&lt;/b&gt;<"),
        rule(equal("r", "r_x")),
    )
    assert made.body.options[0].text == {"en": "x"}
    bare = asked(
        "Which is it?",
        lid("r", "x y").replace("<mattext>x<", "<mattext texttype='text/plain'>1 &lt;b&gt; 2<"),
        rule(equal("r", "r_x")),
    )
    assert bare.body.options[0].text == {"en": "1 <b> 2"}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<varequal respident='r'>r_x</varequal>",
                "<not>",
                "</not>",
                "<and>",
                "</and>",
                "<other/>",
                "<vargt>2</vargt>",
            ]
        )
    )
)
def test_any_condition_is_read_or_told(parts):
    for inside in (lid("r", "x y"), text()):
        reading = read(quiz(item("Which?", inside, rule("".join(parts)))))
        assert reading.records
