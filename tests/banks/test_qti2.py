"""QTI 2.x and 3.0: the samples with the scores they must give, every interaction, and what is told."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.answers import ChoiceAnswer, FillAnswer, HotspotAnswer, MatchAnswer, NumericAnswer
from quizhub.questions.marking import mark
from tests.banks.test_qti12 import pairs
from tests.banks.test_qti_package import manifest, package
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import SAMPLES, codes, made_of, only, read, sample

PNG = tiny_png(400, 300)


def item(body: str, *declared: str, rules: str = "", more: str = "", facts: str = "") -> str:
    return (
        f'<assessmentItem identifier="i1" title="T" {facts}>{"".join(declared)}<itemBody>{body}</itemBody>'
        f"{rules}{more}</assessmentItem>"
    )


def response(
    *correct: str, cardinality: str = "single", base: str = "identifier", more: str = "", ident: str = "R"
) -> str:
    values = "".join(f"<value>{one}</value>" for one in correct)
    right = f"<correctResponse>{values}</correctResponse>" if correct else ""
    head = f'identifier="{ident}" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {head}>{right}{more}</responseDeclaration>"


def mapping(attributes: str = "", **entries: float) -> str:
    listed = "".join(
        f'<mapEntry mapKey="{key.replace("_", " ")}" mappedValue="{value}"/>'
        for key, value in entries.items()
    )
    return f"<mapping {attributes}>{listed}</mapping>"


def template(name: str) -> str:
    return f'<responseProcessing template="http://x/rptemplates/{name}"/>'


def branches(*tests: tuple[str, float]) -> str:
    def one(place: int, test: str, points: float) -> str:
        name = "responseElseIf" if place else "responseIf"
        value = f'<baseValue baseType="float">{points}</baseValue>'
        return f'<{name}>{test}<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue></{name}>'

    inside = "".join(one(place, *test) for place, test in enumerate(tests))
    return f"<responseProcessing><responseCondition>{inside}</responseCondition></responseProcessing>"


def interaction(name: str, inside: str, attributes: str = "") -> str:
    return f'<{name} responseIdentifier="R" {attributes}><prompt>Which is it?</prompt>{inside}</{name}>'


def options(idents: str = "A B C", tag: str = "simpleChoice") -> str:
    return "".join(f'<{tag} identifier="{ident}">o{ident}</{tag}>' for ident in idents.split())


ENTRY = '<p>It is <textEntryInteraction responseIdentifier="R"/>.</p>'
NUMBERS: Any = {"1.5": 1, "2": 0.5, "x": 1}
VARIABLE = '<variable identifier="R"/>'


def asked(*parts: str, **named: str) -> Any:
    reading = read(item(*parts, **named))
    assert codes(reading) == []
    return only(reading)


def worth(made: Any, *given: str) -> float:
    answer: Any = ChoiceAnswer(chosen=given)
    if made.kind == "fill":
        answer = FillAnswer(texts=given)
    if made.kind == "numeric":
        answer = NumericAnswer(text=given[0])
    return float(mark(made, answer).share)


SCORED = {
    "choice_match_correct": 1, "mapping_mapResponse": 2, "modalFeedback_basic": 0,
    "responseProcessing_template_map_response": 2, "responseProcessing_template_match_correct": 1,
}  # fmt: skip
"""Samples the model can hold, with the score that is the whole; 0 where the cases are about feedback."""


@pytest.mark.parametrize(
    "name", [path.name for path in sorted((SAMPLES / "qti22" / "conformance").iterdir())]
)
def test_scores_are_those_of_the_cases_or_it_is_told(name):
    reading = sample(f"qti22/conformance/{name}/item.xml")
    made = only(reading)
    if name not in SCORED:
        assert codes(reading)
        return
    assert codes(reading) == []
    letters = {option.text["und"]: option.id for option in made.body.options}
    cases = json.loads((SAMPLES / f"qti22/conformance/{name}/cases.json").read_text())["cases"]
    for case in cases:
        given = next(iter(case["responses"].values()))
        share = worth(made, letters[given]) if given else 0
        if SCORED[name]:
            assert share * SCORED[name] == case["expect"]["outcomes"]["SCORE"]
        else:
            assert (share == 1) == (case["name"] == "correct_shows_correct_feedback")


def test_what_is_told_of_the_other_cases():
    told = {
        "mapResponse_mapping_caseSensitive_defaultValue": ("scoring_simplified", "defaultValue"),
        "stringMatch_caseSensitive_substring": ("scoring_simplified", "stringMatch"),
        "mapResponse_multiple_cardinality": ("kind_unsupported", "responseDeclaration"),
        "mapping_bounds_upperLower": ("scoring_simplified", "upperBound"),
        "ordered_match": ("kind_unsupported", "responseDeclaration"),
        "pair_unordered_match": ("kind_unsupported", "responseDeclaration"),
        "responseProcessing_template_map_response_point": ("kind_unsupported", "responseDeclaration"),
        "responseProcessing_equalRounded_tolerance": ("no_key", ""),
    }
    for name, (code, detail) in told.items():
        first = sample(f"qti22/conformance/{name}/item.xml").problems[0]
        assert (first.code, next(iter(first.details.values()), "")) == (code, detail)


@pytest.mark.parametrize(
    ("name", "kind", "right", "told"),
    [
        ("mapping-all-zero-with-correct-response", "single_choice", "b", []),
        ("mapping-mixed-signs-choice", "multiple_choice", "ad", ["scoring_simplified"]),
        ("mapping-only-choice", "single_choice", "b", []),
        ("multi-answer-missing-max-choices", "multiple_choice", "ac", []),
        ("weight-from-upper-bound", "multiple_choice", "ad", ["scoring_simplified"]),
        ("mapping-only-gap-match", "match", {"(1)": "cat", "(2)": "salmon"}, []),
        ("mapping-only-inline-choice", "match", {"(1)": "warm", "(2)": "rises"}, []),
        ("mapping-only-match", "match", {"Dog": "Mammal", "Salmon": "Fish"}, []),
        ("mapping-only-order", "order", "cdab", []),
        ("mapping-only-text-entry", "fill", ["Paris", "paris", "London"], []),
        ("mapping-only-hotspot", "open", None, ["picture_missing", "kind_unsupported"]),
        ("hotspot-missing-dimensions", "open", None, ["picture_missing", "kind_unsupported"]),
    ],
)  # fmt: skip
def test_keys_that_hide_in_mappings(name, kind, right, told):
    reading = sample(f"qti22/conversion-fidelity/{name}.xml")
    made = only(reading)
    assert (made.kind, codes(reading)) == (kind, told)
    found: Any = None
    if "choice" in kind:
        found = "".join(made.key.correct)
    elif kind == "match":
        found = pairs(made)
    elif kind == "order":
        found = "".join(made.key.sequence)
    elif kind == "fill":
        found = [accept.value for blank in made.key.blanks for accept in blank.accept]
    assert found == right


@pytest.mark.parametrize(
    ("name", "kind"),
    [("choice-multiple", "multiple_choice"), ("choice-single", "single_choice"), ("extended-text", "open"),
     ("match-interaction", "match"), ("order-interaction", "order"), ("text-entry", "fill")],
)  # fmt: skip
def test_version_3(name, kind):
    reading = sample(f"qti30/qti3-{name}.xml")
    assert (reading.format, only(reading).kind, codes(reading)) == ("qti2", kind, [])


def test_version_3_by_its_keys():
    single, several = (only(sample(f"qti30/qti3-choice-{name}.xml")) for name in ("single", "multiple"))
    assert (single.id, single.key.correct, several.key.correct) == ("qti3-choice-single", ("c",), ("a", "c"))
    assert (several.body.max_select, several.body.shuffle, single.body.shuffle) == (4, True, False)
    assert single.explanation == {"en": "Correct! Paris is the capital of France."}
    assert only(sample("qti30/qti3-order-interaction.xml")).key.sequence == ("a", "b", "c", "d")
    match = only(sample("qti30/qti3-match-interaction.xml"))
    assert (list(pairs(match).values()), match.key.scoring) == (
        ["Paris", "Berlin", "Madrid"],
        "all_or_nothing",
    )
    entry = only(sample("qti30/qti3-text-entry.xml"))
    assert (entry.stem["en"], entry.key.shown) == ("The capital of France is ____.", ("Paris",))


def test_the_hotspot_of_version_3_with_its_picture():
    raw = (SAMPLES / "qti30/qti3-hotspot-interaction.xml").read_bytes()
    reading = read_bank(BankFile(raw, "x.xml", beside={"france-map.png": PNG}))
    made: Any = only(reading)
    assert (made.kind, made.body.mode, codes(reading)) == ("hotspot", "pick", [])
    assert [region.correct for region in made.key.regions] == [True, False, False]
    assert made.key.regions[0].coords == (Decimal("0.5"), Decimal("0.5"), Decimal("0.05"))
    assert [mark(made, HotspotAnswer(points=(point,))).share for point in ((0.5, 0.5), (0.55, 0.83))] == [
        1,
        0,
    ]


def test_limits_and_weights_of_choices():
    limits = 'maxChoices="2" minChoices="2" shuffle="true"'
    body = interaction("choiceInteraction", options(), limits)
    made = asked(body, response("A", "B", cardinality="multiple"), rules=template("match_correct.xml"))
    assert (made.body.min_select, made.body.max_select, made.key.scoring) == (2, 2, "all_or_nothing")
    several = asked(body, response("A", "B", "C", cardinality="multiple"))
    assert several.body.max_select == 3
    weighted = asked(
        body,
        response("A", cardinality="multiple", more=mapping("lowerBound='0'", A=2, B=1, C=-1)),
        rules=template("map_response"),
    )
    assert [worth(weighted, *one) for one in ("ab", "ac")] == [1, pytest.approx(1 / 3)]
    default = asked(body, response(cardinality="multiple", more=mapping("defaultValue='1'", A=0)))
    assert default.key.correct == ("b", "c")
    alike = asked(interaction("choiceInteraction", options("A B")), response(more=mapping(A=1, B=1)))
    assert (alike.kind, alike.body.max_select) == ("multiple_choice", 1)


def test_true_and_false():
    labels = (
        "<simpleChoice identifier='x'>True</simpleChoice><simpleChoice identifier='y'>False</simpleChoice>"
    )
    assert asked(interaction("choiceInteraction", labels), response("y")).key.correct == ("false",)
    assert codes(read(item(interaction("choiceInteraction", labels), response()))) == ["no_key"]


def test_words_in_a_text():
    text = "<p>A <hottext identifier='A'>fire</hottext> is <hottext identifier='B'>hot</hottext>.</p>"
    reading = read(item(interaction("hottextInteraction", text), response("B")))
    made = only(reading)
    assert (made.stem, made.key.correct, codes(reading)) == (
        {"en": "Which is it?\nA fire is hot."},
        ("b",),
        ["formatting_lost"],
    )


def test_orders():
    body = interaction("orderInteraction", options())
    made = asked(body, response("B", "C", "A", cardinality="ordered"))
    assert made.key.sequence == ("b", "c", "a")
    assert codes(read(item(body, response("B", cardinality="ordered")))) == ["scoring_simplified", "no_key"]


def match_body(left: str = "A B", right: str = "P Q") -> str:
    sets = (
        f"<simpleMatchSet>{options(side, 'simpleAssociableChoice')}</simpleMatchSet>"
        for side in (left, right)
    )
    return interaction("matchInteraction", "".join(sets))


def test_matches():
    pair = {"cardinality": "multiple", "base": "directedPair"}
    made = asked(match_body(), response("A P", "B Q", **pair))
    assert (pairs(made), made.key.scoring) == ({"oA": "oP", "oB": "oQ"}, "per_pair")
    several = asked(match_body(), response("A P", "A Q", **pair))
    assert pairs(several) == {"oP": "oA", "oQ": "oA"}
    lonely = asked(match_body("A B C"), response("A P", "B Q", **pair))
    assert pairs(lonely) == {"oA": "oP", "oB": "oQ", "oC": "—"}
    weighted = asked(match_body(), response(**pair, more=mapping(A_P=2, B_Q=1)))
    share = mark(weighted, MatchAnswer(pairs=(("l1", "r1"),))).share
    assert share == Decimal(2) / 3 or float(share) == pytest.approx(2 / 3)
    for wrong in (response(**pair), response("A P", "A Q", "B P", "B Q", **pair)):
        assert codes(read(item(match_body(), wrong))) == ["kind_unsupported"]
    assert codes(read(item(interaction("matchInteraction", ""), response("A P", **pair)))) == [
        "kind_unsupported"
    ]


def test_associations():
    body = interaction("associateInteraction", options("A B C D E", "simpleAssociableChoice"))
    made = asked(
        body, response("A B", "D C", cardinality="multiple", base="pair"), rules=template("match_correct")
    )
    assert (pairs(made), len(made.body.right), made.key.scoring) == (
        {"oA": "oB", "oD": "oC"},
        3,
        "all_or_nothing",
    )
    mapped = asked(body, response(cardinality="multiple", base="pair", more=mapping(A_B=1, C_D=2)))
    assert mapped.key.weights == {"l1": 1, "l2": 2}
    for wrong in ((), ("A B", "A C"), ("A X", "B C")):
        told = read(item(body, response(*wrong, cardinality="multiple", base="pair")))
        assert codes(told) == ["kind_unsupported"]


def gap_match(gaps: int = 2) -> str:
    text = "".join(f"w<gap identifier='G{n}'/>" for n in range(gaps))
    return interaction("gapMatchInteraction", f"{options('A B', 'gapText')}<p>{text}</p>")


def test_gaps_to_fill_with_words():
    pair = {"cardinality": "multiple", "base": "directedPair"}
    made = asked(gap_match(), response("A G0", "A G1", **pair), rules=template("match_correct"))
    assert (made.stem, pairs(made), made.key.scoring) == (
        {"en": "Which is it?\nw(1)w(2)"}, {"(1)": "oA", "(2)": "oA"}, "all_or_nothing")  # fmt: skip
    assert asked(gap_match(1), response("B G0", **pair)).kind == "single_choice"
    earning = asked(gap_match(), response(**pair, more=mapping(A_G0=1, B_G1=2)))
    assert earning.key.weights == {"l1": 1, "l2": 2}
    priced = response(**pair, more=mapping("defaultValue='-1'", A_G0=1, B_G1=1))
    assert codes(read(item(gap_match(), priced))) == ["scoring_simplified"]
    assert codes(read(item(gap_match(), response("A G0", **pair)))) == ["no_key"]
    assert codes(read(item(gap_match(), response("X G0", **pair)))) == ["kind_unsupported"]
    assert codes(read(item(gap_match(0), response("A G0", **pair)))) == ["kind_unsupported"]


def test_lists_in_a_text():
    def one(name: str) -> str:
        inside = options("A B", "inlineChoice")
        return f'<inlineChoiceInteraction responseIdentifier="{name}">{inside}</inlineChoiceInteraction>'

    listed = f"<p>It is {one('R')} or {one('S')}.</p>"
    made = asked(listed, response("A"), response("B", ident="S"), rules=template("match_correct"))
    assert (pairs(made), made.key.scoring) == ({"(1)": "oA", "(2)": "oB"}, "all_or_nothing")
    assert codes(read(item(listed, response("A")))) == ["no_key"]
    empty = read(item(listed.replace(options("A B", "inlineChoice"), ""), response("A")))
    assert codes(empty) == ["kind_unsupported"]


def picture(raw: str) -> Any:
    return read_bank(BankFile(raw.encode(), "x.xml", beside={"p.png": PNG}))


def test_places_in_pictures():
    image = '<img src="p.png"/>'
    spots = "".join(
        f'<hotspotChoice identifier="{ident}" shape="{shape}" coords="{coords}"/>'
        for ident, shape, coords in [
            ("A", "rect", "0,0,40,30"),
            ("B", "poly", "0,0,9,0,9,9,0,0"),
            ("C", "default", ""),
        ]
    )
    body = interaction("hotspotInteraction", image + spots)
    several = response("A", "B", cardinality="multiple")
    made = only(picture(item(body, several, rules=template("match_correct"))))
    assert (made.body.mode, made.key.scoring, made.body.max_clicks) == ("find_all", "all_or_nothing", 2)
    assert [region.shape for region in made.key.regions] == ["rect", "poly", "rect"]
    assert made.key.regions[2].coords == (0, 0, 1, 1)
    mapped = only(picture(item(body, response(more=mapping(A=2, B=1)))))
    assert [region.weight for region in mapped.key.regions] == [2, 1, 1]
    round_one = '<areaMapEntry shape="circle" coords="50,50,10" mappedValue="2"/>'
    oval = '<areaMapEntry shape="ellipse" coords="{}" mappedValue="1"/>'
    areas = f"<areaMapping>{round_one}{oval}</areaMapping>"
    point = interaction("selectPointInteraction", '<object data="p.png" type="image/png"/>')
    rules = template("map_response_point")
    picked = only(picture(item(point, response(base="point", more=areas.format("90,90,20,10")), rules=rules)))
    assert [
        float(mark(picked, HotspotAnswer(points=(at,))).share)
        for at in ((0.125, 0.17), (0.225, 0.3), (0.9, 0.9))
    ] == [1, 0.5, 0]
    broken = picture(item(point, response(base="point", more=areas.format("90")), rules=rules))
    assert [one.code for one in broken.problems] == ["area_not_read"]
    assert codes(read(item(interaction("selectPointInteraction", ""), response(base="point")))) == [
        "picture_missing",
        "kind_unsupported",
    ]


def test_essays_and_what_cannot_be_asked():
    rubric = '<rubricBlock view="scorer"><p>Look for order.</p></rubricBlock>'
    made = asked(interaction("extendedTextInteraction", "") + rubric, response(base="string"))
    assert (made.stem, made.key.reference) == ({"en": "Which is it?"}, {"en": "Look for order."})
    assert asked(
        interaction("extendedTextInteraction", ""), response("Good", base="string")
    ).key.reference == {"en": "Good"}
    for body in (interaction("uploadInteraction", ""), interaction("choiceInteraction", options("A")),
                 interaction("choiceInteraction", options()) * 2):  # fmt: skip
        assert codes(read(item(body, response("A")))) == ["kind_unsupported"]
    single = interaction("choiceInteraction", options())
    assert codes(read(item(single, response("A"), facts='adaptive="true"'))) == ["kind_unsupported"]
    assert codes(read(item(single, response("A"), more="<templateProcessing><x/></templateProcessing>"))) == [
        "kind_unsupported"
    ]
    assert codes(read("<assessmentItem identifier='x'/>")) == ["nothing_found"]
    assert [record.kind for record in read(item("<p>Read this.</p>")).other] == ["text"]


def test_unknown_processing_is_told():
    body = interaction("choiceInteraction", options())
    told = read(item(body, response("A"), rules=template("odd_one")))
    assert [(one.code, one.details["what"]) for one in told.problems] == [
        ("scoring_simplified", "template odd_one")
    ]
    own = "<responseProcessing><lookupOutcomeValue identifier='SCORE'/></responseProcessing>"
    assert codes(read(item(body, response("A"), rules=own))) == ["scoring_simplified"]


def test_typed_texts():
    loose = asked(
        ENTRY,
        response(base="string", more=mapping("caseSensitive='false'", Fire=2, Smoke=1)),
        rules=template("map_response"),
    )
    assert [worth(loose, one) for one in ("FIRE", "smoke", "x")] == [1, 0.5, 0]
    strict = asked(ENTRY, response(base="string", more=mapping(Fire=1)))
    assert [worth(strict, one) for one in ("Fire", "fire")] == [1, 0]
    assert codes(read(item(ENTRY, response(base="string")))) == ["no_key"]
    assert codes(read(item(ENTRY))) == ["no_key"]
    match = (
        '<stringMatch caseSensitive="{}" substring="{}">'
        + VARIABLE
        + "<baseValue>{}</baseValue></stringMatch>"
    )
    rules = branches((match.format("true", "false", "fire"), 2), (match.format("false", "true", "smoke"), 1))
    found = asked(ENTRY, response(base="string"), rules=rules)
    assert [worth(found, one) for one in ("fire", "much smoke")] == [1, 0.5]
    parts = branches((match.format("false", "true", "smoke"), 1))
    assert codes(read(item(ENTRY, response(base="string"), rules=parts))) == ["no_key"]
    empty = branches((match.format("false", "false", ""), 1))
    assert codes(read(item(ENTRY, response(base="string"), rules=empty))) == ["no_key"]


def test_several_typed_texts():
    two = ENTRY + ENTRY.replace('"R"', '"S"')
    both = branches(("<and><match/><match/></and>", 1))
    reading = read(
        item(two, response("a", base="string"), response("b", base="string", ident="S"), rules=both)
    )
    assert codes(reading) == ["scoring_simplified"]
    weighted = asked(
        two, response(base="string", more=mapping(a=3)), response(base="string", more=mapping(b=1), ident="S")
    )
    assert worth(weighted, "a", "x") == 0.75
    numbers = asked(two, response("1.5", base="float"), response("b", base="string", ident="S"))
    assert worth(numbers, "1.50", "b") == 1


def test_typed_numbers():
    def told(rules: str, *values: str, base: str = "float") -> Any:
        return asked(ENTRY, response(*values, base=base), rules=rules)

    assert [worth(told("", "4", base="integer"), one) for one in ("4", "5")] == [1, 0]
    mapped = asked(ENTRY, response(base="float", more=mapping("", **NUMBERS)))
    assert [worth(mapped, one) for one in ("1.5", "2")] == [1, 0.5]
    equal = f'<equal toleranceMode="{{}}" tolerance="{{}}">{VARIABLE}{{}}</equal>'
    value, correct = '<baseValue baseType="float">{}</baseValue>', '<correct identifier="R"/>'
    absolute = told(branches((equal.format("absolute", "0.5 0.5", value.format(10)), 1)))
    assert [worth(absolute, one) for one in ("9.5", "9.4")] == [1, 0]
    relative = told(branches((equal.format("relative", "10", correct), 1)), "20")
    assert [worth(relative, one) for one in ("18", "17.9")] == [1, 0]
    rounded = f'<equalRounded roundingMode="decimalPlaces" figures="1">{VARIABLE}{correct}</equalRounded>'
    assert [worth(told(branches((rounded, 1)), "1.23"), one) for one in ("1.24", "1.3")] == [1, 0]
    between = f"<and><gte>{VARIABLE}{value.format(1)}</gte><lt>{VARIABLE}{value.format(3)}</lt></and>"
    turned = f"<and><lte>{value.format(1)}{VARIABLE}</lte><gt>{value.format(3)}{VARIABLE}</gt></and>"
    for test in (between, turned):
        assert [worth(told(branches((test, 1))), one) for one in ("1", "2.9", "3")] == [1, 1, 0]
    assert codes(
        read(item(ENTRY, response(base="float"), rules=branches((f"<gte>{VARIABLE}</gte>", 1))))
    ) == ["no_key"]
    assert codes(
        read(item(ENTRY, response(base="float"), rules=branches((equal.format("", "", ""), 1))))
    ) == ["no_key"]
    figures = rounded.replace("decimalPlaces", "significantFigure")
    assert codes(read(item(ENTRY, response("1.23", base="float"), rules=branches((figures, 1))))) == [
        "scoring_simplified"
    ]
    slider = interaction("sliderInteraction", "", 'lowerBound="0" upperBound="9"')
    assert worth(asked(slider, response("7", base="integer")), "7") == 1


def test_points_and_feedback():
    body, right = interaction("choiceInteraction", options()), response("A")
    value = "<defaultValue><value>{}</value></defaultValue>"
    outcome = f'<outcomeDeclaration identifier="{{}}" {{}}>{value}</outcomeDeclaration>'
    assert asked(body, right, outcome.format("MAXSCORE", "", 4)).points == 4
    assert asked(body, right, outcome.format("SCORE", 'normalMaximum="3"', 0)).points == 3
    assert (
        asked(
            body, response("A", more=mapping("upperBound='5'", A=0)), outcome.format("MAXSCORE", "", 4)
        ).points
        == 5
    )
    feedback = "<modalFeedback identifier='{}'>{}</modalFeedback>"
    told = feedback.format("incorrect", "No") + feedback.format("a", "") + feedback.format("b", "Yes")
    assert asked(body, right, more=told).explanation == {"en": "Yes"}


def test_readings_of_characters():
    body = "<p><ruby><rb>真</rb><rp>(</rp><rt>まこと</rt><rp>)</rp></ruby>か</p>"
    made = asked(body + interaction("choiceInteraction", options()), response("A"))
    assert "真(まこと)か" in next(iter(made.stem.values()))


def test_pictures_of_the_body():
    body = '<object data="p.png" type="image/png"/>' + interaction("choiceInteraction", options())
    assert [media.name for media in only(picture(item(body, response("A")))).stem_media] == ["p.png"]


def test_other_outcomes_are_no_score():
    other = branches((VARIABLE, 1)).replace('"SCORE"', '"OTHER"') + branches((VARIABLE, 0))
    assert worth(asked(ENTRY, response("4", base="integer"), rules=other), "4") == 1


def test_several_items_in_one_file():
    body, right = interaction("choiceInteraction", options()), response("A")
    reading = read(f"<x><assessmentItem/>{item(body, right)}</x>")
    assert [record.place for record in reading.records] == [
        "bank.xml://assessmentItem[1]", "bank.xml://assessmentItem[2]",
    ]  # fmt: skip


def test_packages_with_a_test_and_a_passage():
    def one(ident: str) -> str:
        made = item(interaction("choiceInteraction", options()), response("A")).replace('"i1"', f'"{ident}"')
        return made.replace(
            "<itemBody>", '<assessmentStimulusRef identifier="s 1" href="../s.xml"/><itemBody>'
        )

    story = "<qti-stimulus-body><p>A long story.</p></qti-stimulus-body>"
    passage = f"<qti-assessment-stimulus>{story}</qti-assessment-stimulus>"
    refs = '<assessmentItemRef href="q/b.xml"/><assessmentItemRef/>'
    tests = f'<assessmentTest title="The test">{refs}</assessmentTest>'
    files = {
        "imsmanifest.xml": manifest("q/a.xml", "q/b.xml"),
        "q/a.xml": one("a"),
        "q/b.xml": one("b"),
        "test.xml": tests,
    }
    reading = package({**files, "s.xml": passage})
    assert [made.id for made in reading.questions] == ["b", "a"]
    assert reading.bank is not None
    assert list(reading.bank.title.values()) == ["The test"]
    assert [made.material.text for made in made_of(reading)] == [{"en": "A long story."}] * 2
    assert codes(package(files)).count("package_file_missing") == 2
    bomb = "<!DOCTYPE a [<!ENTITY x 'y'>]><assessmentTest/>"
    assert len(package({**files, "s.xml": passage, "test.xml": bomb}).questions) == 2
    assert made_of(package({**files, "s.xml": "<x/>"}))[0].material is None


def test_hostile_items():
    asking = item(interaction("choiceInteraction", options()), response("A"))
    old = '<!DOCTYPE assessmentItem SYSTEM "file:///etc/passwd">'
    assert codes(read(old + asking)) == []
    assert codes(read('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + asking)) == ["xml_entities"]
    for depth in (100, 240):
        deep = "<div>" * depth + "Which is it?" + "</div>" * depth
        made = only(read(item(deep + interaction("choiceInteraction", options()), response("A"))))
        assert made.key.correct == ("a",)
    scripted = item(
        "<script>alert(1)</script><p>Which?</p>" + interaction("choiceInteraction", options()), response("A")
    )
    assert "alert" not in str(only(read(scripted)).stem)


def test_names_of_version_3_in_html():
    body = '<p class="a-b" data-x-y="1">Is <b>it</b>?</p>'
    listed = "".join(f'<qti-simple-choice identifier="{one}">{one}</qti-simple-choice>' for one in "AB")
    choice = '<qti-choice-interaction response-identifier="R" data-a-b="1">'
    right = "<qti-correct-response><qti-value>B</qti-value></qti-correct-response>"
    head = '<qti-response-declaration identifier="R" cardinality="single" base-type="identifier">'
    raw = (
        f'<qti-assessment-item identifier="i">{head}{right}</qti-response-declaration><qti-item-body>'
        f"{body}{choice}{listed}</qti-choice-interaction></qti-item-body></qti-assessment-item>"
    )
    made = only(read(raw.replace("<p ", "<qti-1/><qti-/><p ")))
    assert (list(made.stem.values()), made.key.correct) == (["Is it?"], ("b",))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["choice", "order", "match", "gapMatch", "hotspot", "slider", "textEntry", "associate"]),
    st.text("AB x1,.\u4e00", max_size=9),
)
def test_any_value_is_read_or_told(name, value):
    reading = read(
        item(interaction(f"{name}Interaction", options()), response(value.strip() or "A", base="float"))
    )
    assert reading.records
