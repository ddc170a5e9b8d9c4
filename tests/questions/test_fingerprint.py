"""Fingerprints find the same question however it is written."""

from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.model import ChoiceBody, Material, Option
from tests.questions.examples import every_kind, hotspot, options, picture, single


def test_order_of_options_and_writing_do_not_matter():
    turned = ChoiceBody(kind="single_choice", options=tuple(reversed(options("abcd"))))
    other = single().model_copy(
        update={"body": turned, "stem": {"zh-Hans": " 问。", "en": "?"}, "id": "other"}
    )
    assert fingerprint(other) == fingerprint(single())


def test_other_options_or_stems_make_another_question():
    other_option = (*options("abc"), Option(id="d", text={"zh-Hans": "别的"}))
    changed = ChoiceBody(kind="single_choice", options=other_option)
    assert fingerprint(single().model_copy(update={"body": changed})) != fingerprint(single())
    assert fingerprint(single().model_copy(update={"stem": {"zh-Hans": "别的"}})) != fingerprint(single())


def test_every_kind_has_one():
    prints = {fingerprint(question) for question in every_kind()}
    assert all(len(one) == 16 for one in prints)
    assert len(prints) == len(every_kind()) - 1, "single and multiple choice of the same options are one"


def test_other_pictures_or_another_case_make_another_question():
    pictured = [single().model_copy(update={"media": (picture(number=n),)}) for n in (1, 2)]
    cases = [
        single().model_copy(update={"material": Material(id="m", text={"zh-Hans": words}, media=media)})
        for words, media in (("甲案", ()), ("乙案", ()), ("甲案", (picture(),)))
    ]
    prints = {fingerprint(question) for question in (single(), hotspot(), *pictured, *cases)}
    assert len(prints) == 7


def test_the_name_of_a_picture_does_not_matter():
    named = [single().model_copy(update={"media": (picture(name),)}) for name in ("a.png", "b.png")]
    assert fingerprint(named[0]) == fingerprint(named[1])
