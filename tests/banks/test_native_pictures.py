"""Pictures, material, open questions and places in pictures in the native format."""

from typing import Any

import pytest

from quizhub.banks.bank import Bank
from quizhub.banks.formats.native import read_native, write_native
from quizhub.questions.media import Material
from quizhub.questions.model import HotspotBody, HotspotKey, OpenBody, OpenKey
from tests.banks.tiny_pictures import tiny_jpeg, tiny_png
from tests.questions.examples import every_kind, picture, single

HEAD = "format: quizhub-bank/1\nid: t\ntitle: {en: T}\nlanguages: [en]\n"
BESIDE = {"a.png": tiny_png(40, 20), "b.jpg": tiny_jpeg(30, 10), "notes.txt": b"no picture"}

STATEMENT = ("id: q", "kind: true_false", "stem: S", "key: yes")
SPOT = (
    "id: q",
    "kind: hotspot",
    "stem: S",
    "media: [{file: a.png, alt: Kitchen}]",
    "image: a.png",
)
PAN = "key: [{id: pan, shape: rect, coords: [0.1, 0.1, 0.3, 0.3], label: Pan}]"


def read(*lines: str, head: str = "") -> Any:
    body = "\n".join(("- " if at == 0 else "  ") + line for at, line in enumerate(lines))
    return read_native((HEAD + head + "questions:\n" + body).encode(), "t.yaml", BESIDE)


def one(*lines: str, head: str = "") -> Any:
    reading = read(*lines, head=head)
    assert [problem.text("en") for problem in reading.problems] == []
    return reading.questions[0]


def codes(*lines: str, head: str = "") -> list[str]:
    reading = read(*lines, head=head)
    assert not reading.questions and not reading.drafts
    return [problem.code for problem in reading.problems]


def test_pictures_stand_beside_the_bank_by_their_names():
    reading = read(
        "id: q", "kind: true_false", "stem: S", "media: [{file: a.png}, {file: b.jpg}]", "key: yes"
    )
    first, second = reading.questions[0].media
    assert (first.name, first.mime, first.width, first.height, first.alt) == (
        "a.png",
        "image/png",
        40,
        20,
        None,
    )
    assert (second.name, second.mime, second.width, second.height) == ("b.jpg", "image/jpeg", 30, 10)
    assert reading.media == {first.id: BESIDE["a.png"], second.id: BESIDE["b.jpg"]}


def test_options_may_have_a_picture_beside_their_languages():
    question = one(
        "id: q", "kind: single_choice", "stem: S", "media: [{file: a.png}, {file: b.jpg}]",
        "options: {a: {en: A, picture: b.jpg}, b: B}", "key: a",
    )  # fmt: skip
    assert [option.media for option in question.body.options] == [question.media[1].id, None]
    assert [media.name for media in question.stem_media] == ["a.png"]
    assert question.body.options[0].text == {"en": "A"}


def test_an_open_question_says_as_much_as_it_likes():
    assert one("id: q", "kind: open", "stem: S").key == OpenKey()
    full = one(
        "id: q", "kind: open", "stem: S", "max_chars: 80", "key:", "  reference: Shut the valve",
        "  rubric: [{id: a, criterion: Names the valve, points: 3}, {id: b, criterion: Calm}]",
        "  keywords: [valve, gas]",
    )  # fmt: skip
    assert full.body == OpenBody(max_chars=80)
    assert [(one.id, one.points) for one in full.key.rubric] == [("a", 3), ("b", 1)]
    assert (full.key.reference, full.key.keywords) == ({"en": "Shut the valve"}, ("valve", "gas"))


def test_a_place_to_pick():
    question = one(*SPOT, PAN)
    assert question.body == HotspotBody(image=question.media[0].id, mode="pick", max_clicks=1)
    assert (question.key.regions[0].id, question.media[0].alt) == ("pan", {"en": "Kitchen"})


def test_places_to_find_give_as_many_clicks_as_there_are_unless_told_otherwise():
    key = (
        "mode: find_all", "key:",
        "- {id: pan, shape: rect, coords: [0.1, 0.1, 0.3, 0.3], label: Pan, weight: 2, explanation: Hot}",
        "- {id: cable, shape: circle, coords: [0.5, 0.5, 0.1], label: Cable}",
        "- {id: window, shape: ellipse, coords: [0.8, 0.2, 0.1, 0.05], label: Window, correct: no}",
        "hit_radius: 0.05", "wrong_click_penalty: 0.5", "scoring: all_or_nothing",
    )  # fmt: skip
    question = one(*SPOT, *key)
    assert question.body.max_clicks == 2
    assert [(region.id, region.correct) for region in question.key.regions] == [
        ("pan", True), ("cable", True), ("window", False),
    ]  # fmt: skip
    assert (str(question.key.hit_radius), str(question.key.wrong_click_penalty)) == ("0.05", "0.5")
    assert one(*SPOT, *key, "max_clicks: 5").body.max_clicks == 5
    assert read(*SPOT, "mode: find_all").drafts[0].body.max_clicks == 10


CASE = "materials:\n  flat:\n    text: A flat on fire\n    media: [{file: a.png}]\n"


def test_material_stands_once_at_the_head_and_is_named():
    reading = read_native(
        (HEAD + CASE + "questions:\n" + "".join(
            f"- {{id: q{n}, kind: true_false, stem: S, material: flat, key: yes}}\n" for n in (1, 2)
        )).encode(), "t.yaml", BESIDE,
    )  # fmt: skip
    first, second = reading.questions
    assert first.material == second.material
    assert first.material is not None
    assert (first.material.id, first.material.text) == ("flat", {"en": "A flat on fire"})
    assert [media.name for media in first.all_media] == ["a.png"]
    assert reading.bank is not None
    written = write_native(reading.bank)
    assert written.count(b"A flat on fire") == 1
    assert read_native(written, "t.yaml", BESIDE).bank == reading.bank


def test_material_may_stand_with_its_question():
    inline = "material: {id: flat, text: A flat}"
    question = one("id: q", "kind: true_false", "stem: S", inline, "key: yes")
    assert question.material == Material(id="flat", text={"en": "A flat"})


def test_what_is_known_of_a_picture_is_written_so_that_it_reads_where_the_file_is_not():
    kinds = [question.model_copy(update={"id": f"q{n}"}) for n, question in enumerate(every_kind())]
    pictured = single().model_copy(update={"id": "p", "media": (picture(), picture("b.png", 2))})
    bank = Bank(id="t", title={"en": "T"}, languages=("zh-Hans", "en"), questions=(*kinds, pictured))
    again = read_native(write_native(bank), "t.yaml")
    assert again.bank == bank
    assert again.media == {}


def test_a_picture_that_was_exchanged_is_the_one_that_lies_there():
    stale = "media: [{file: a.png, sha256: " + "0" * 64 + ", mime: image/png, width: 1, height: 1}]"
    question = one("id: q", "kind: true_false", "stem: S", stale, "key: yes")
    assert (question.media[0].width, question.media[0].height) == (40, 20)


def test_one_material_cannot_be_two():
    pair = [
        single().model_copy(update={"id": name, "material": Material(id="m", text={"en": name})})
        for name in ("a", "b")
    ]
    with pytest.raises(ValueError, match="occurs twice"):
        Bank(id="t", title={"en": "T"}, languages=("en",), questions=tuple(pair))


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ((*STATEMENT, "media: [{file: gone.png}]"), ["picture_not_found"]),
        ((*STATEMENT, "media: [{file: notes.txt}]"), ["not_a_picture"]),
        ((*STATEMENT, "media: [{alt: A}]"), ["missing_field"]),
        ((*STATEMENT, "media: [{file: [a]}]"), ["not_words"]),
        ((*STATEMENT, "media: [{file: x.png, sha256: abc, mime: image/gif}]"),
         ["invalid", "not_one_of", "invalid", "invalid"]),
        ((*STATEMENT, "media: [{file: a.png}, {file: a.png}]"), ["repeated_id"]),
        ((*STATEMENT, "material: flat"), ["unknown_material"]),
        ((*STATEMENT, "material: [flat]"), ["not_words"]),
        ((*STATEMENT, "material: {text: T}"), ["missing_field"]),
        ((*STATEMENT, "material: {id: [x], text: T}"), ["not_words"]),
        ((*STATEMENT, "material: {id: m}"), ["missing_field"]),
        ((*STATEMENT, "material: {id: m, text: T, media: [{file: gone.png}]}"), ["picture_not_found"]),
        (("id: q", "kind: order", "stem: S", "items: {a: A, b: {en: B, picture: x.png}}", "key: [a, b]"),
         ["unknown_picture"]),
        (("id: q", "kind: order", "stem: S", "items: {a: A, b: {en: B, picture: [x]}}", "key: [a, b]"),
         ["not_words"]),
        (("id: q", "kind: open", "stem: S", "key: text"), ["not_a_mapping"]),
        (("id: q", "kind: open", "stem: S", "key: {rubric: [{id: a}]}"), ["missing_field"]),
        (("id: q", "kind: open", "stem: S", "key: {rubric: [{id: a, criterion: A}, {id: a, criterion: B}]}"),
         ["repeated_id"]),
        (("id: q", "kind: hotspot", "stem: S", PAN), ["missing_field"]),
        ((*SPOT[:4], "image: b.png", PAN), ["unknown_picture"]),
        ((*SPOT, "mode: guess", PAN), ["not_one_of"]),
        ((*SPOT, "max_clicks: 3", PAN), ["pick_is_one_click"]),
        ((*SPOT, "key: []"), ["too_few_items"]),
        ((*SPOT, "mode: find_all", "key: [x]"), ["not_a_mapping", "too_few_items"]),
        ((*SPOT, "key: [{id: a, shape: rect, label: A}]"), ["missing_field"]),
        ((*SPOT, "key: [{id: a, shape: rect, coords: [0.1, [x]], label: A}]"), ["not_a_number"]),
        ((*SPOT, "key: [{id: a, shape: rect, coords: [0.1, -1, 1, 1], label: A}]"), ["not_a_number"]),
        ((*SPOT, "key: [{id: a, shape: rect, coords: [0.1, 0.1, 0.2], label: A}]"), ["region_coordinates"]),
        ((*SPOT, "key: [{id: a, shape: rect, coords: 5, label: A}]"), ["not_a_list", "too_few_items"]),
        ((*SPOT, "key: [{id: a, shape: star, coords: [0, 0, 1], label: A}]"), ["not_one_of"]),
        ((*SPOT, "key: [{id: a, shape: circle, coords: [0.5, 0.5, 0.1], label: A, correct: no}]"),
         ["no_right_region"]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told(lines, faults):
    assert codes(*lines) == faults


@pytest.mark.parametrize(
    ("head", "faults"),
    [
        ("materials: {flat: text}\n", ["not_a_mapping", "unknown_material"]),
        ("materials: {flat: {media: []}}\n", ["missing_field", "unknown_material"]),
        (
            "materials: {flat: {text: T, media: [{file: gone.png}]}}\n",
            ["picture_not_found", "unknown_material"],
        ),
        ("materials: [x]\n", ["not_a_mapping", "unknown_material"]),
    ],
)
def test_faults_of_the_materials(head, faults):
    assert codes(*STATEMENT, "material: flat", head=head) == faults


def test_a_key_made_by_hand_survives():
    question = one(*SPOT, PAN)
    assert isinstance(question.key, HotspotKey)
    bank = Bank(id="t", title={"en": "T"}, languages=("en",), questions=(question,))
    assert b"hit_radius" not in write_native(bank)
    assert read_native(write_native(bank), "t.yaml", BESIDE).bank == bank
