"""The views of the editor's preview: a contest of one question at every instant, and what stays unseen."""

import orjson
import pytest

from quizhub.contest.plan import Plan
from quizhub.questions.model import OpenKey, Question
from quizhub.web.question_form import MADE_HERE
from quizhub.web.shown_question import INSTANTS, PLACES, views_of
from tests.contest.leaks import PLANTED, with_another_key
from tests.contest.random_plans import make_question

AT = 1_763_888_888_888
TITLE = {"zh-Hans": "预览", "en": "Preview"}
PLAN_SEED = Plan.model_fields["seed"].default
PHASES = dict(zip(INSTANTS, ("shown", "open", "revealed"), strict=True))


def views(question: Question, instant, languages=("zh-Hans", "en")):
    return views_of(
        question, instant, languages, AT, title=TITLE, teams=("Red", "Blue"), pictures="/desk/media"
    )


@pytest.mark.parametrize("kind", MADE_HERE)
@pytest.mark.parametrize("instant", INSTANTS)
def test_every_kind_at_every_instant(kind, instant):
    shown = views(make_question("q8", kind), instant)
    assert set(shown) == set(PLACES)
    for view in shown.values():
        ask = view["stage"]["ask"]
        assert (view["stage"]["show"], ask["phase"], ask["kind"]) == ("ask", PHASES[instant], kind)
        assert view["trouble"] is None and view["stage"]["paused"] is False
        assert ("reveal" in ask) == (instant == "revealed")
    assert shown["phone"]["can"] == (["answer"] if instant == "open" else [])
    assert shown["phone"]["me"]["verdict"] == ("right" if instant == "revealed" else None)
    assert shown["host"]["lead"]["leads"] and shown["host"]["next"]["enabled"]


@pytest.mark.parametrize("kind", MADE_HERE)
@pytest.mark.parametrize("instant", ["reading", "open"])
def test_no_key_leaves_before_its_reveal(kind, instant):
    question = make_question("q8", kind)
    twin = with_another_key(question, PLAN_SEED)
    assert twin.key != question.key
    for where in ("phone", "screen"):
        seen = [nameless(views(one, instant)[where]) for one in (question, twin)]
        assert seen[0] == seen[1]
        assert not PLANTED.search(seen[0])
        assert PLANTED.search(nameless(views(question, "revealed")[where]))


def nameless(view) -> bytes:
    """The view as sent, without the number that tells one ask from another."""
    return orjson.dumps(view).replace(str(view["stage"]["ask"]["id"]).encode(), b"0")


def test_an_instant_stands_still_and_a_changed_question_is_another_ask():
    question = make_question("q8", "single_choice")
    clock = views(question, "open")["screen"]["stage"]["ask"]["clock"]
    assert clock == {"total": 30_000, "left": 30_000}
    ids = {views(question, instant)["phone"]["stage"]["ask"]["id"] for instant in INSTANTS}
    other = question.model_copy(update={"stem": {"en": "Another stem"}})
    assert len(ids) == 1
    assert views(other, "open")["phone"]["stage"]["ask"]["id"] not in ids


def test_pictures_stand_where_the_desk_has_them():
    question = make_question("q8", "hotspot")
    assert len(question.all_media) == 3
    for where, view in views(question, "open").items():
        wire = orjson.dumps(view).decode()
        assert '"/media/' not in wire, where
        assert all(f'"/desk/media/{media.id}"' in wire for media in question.all_media), where
        assert view["material"]["id"] == "case-q8"


def test_the_contests_main_language_comes_first():
    question = make_question("q8", "true_false")
    shown = views(question, "open", ("en", "zh-Hans"))
    assert shown["screen"]["stage"]["ask"]["stem"] == ["Question q8 ?", "题q8？"]
    assert shown["phone"]["stage"]["ask"]["stem"] == "Question q8 ?"
    assert shown["host"]["contest"]["languages"] == ["en", "zh-Hans"]


def test_an_open_question_without_a_model_answer_is_revealed_all_the_same():
    question = make_question("q8", "open")
    bare = question.model_copy(update={"key": OpenKey()})
    me = views(bare, "revealed")["phone"]["me"]
    assert (me["answer"]["text"], me["verdict"]) == ("……", "right")


def test_what_nobody_could_play_is_not_shown():
    draft = make_question("q8", "single_choice").model_copy(update={"key": None})
    with pytest.raises(ValueError, match="no key"):
        views(draft, "open")


def test_both_teams_look_connected():
    cells = views(make_question("q8", "numeric"), "open")["host"]["grid"]
    assert [(cell["online"], cell["seen"]) for cell in cells] == [(True, True)] * 2
