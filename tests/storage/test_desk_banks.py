"""Banks of the desk: revisions, imports that can be undone, remembered choices."""

import hashlib
from dataclasses import replace

import pytest

from quizhub.banks.bank import Bank
from quizhub.storage.desk_banks import Arrival, DeskBanks
from quizhub.storage.media import MediaStore
from tests.questions.examples import picture, single, true_false

pytestmark = pytest.mark.anyio


def arrival(name: str, at: int = 1) -> Arrival:
    return Arrival(name, f"{name}.xlsx", "table", at, "li")


def bank(*questions, id: str = "fire") -> Bank:
    return Bank(id=id, title={"en": "Fire"}, languages=("en",), questions=questions)


def named(question, id: str):
    return question.model_copy(update={"id": id})


@pytest.fixture
def banks(database) -> DeskBanks:
    return DeskBanks(database)


async def test_a_bank_is_kept_with_its_questions_in_order(banks):
    questions = (named(single(), "z"), named(true_false(), "a"))
    assert await banks.add_bank(bank(*questions), arrival("i1")) == "fire"
    assert await banks.banks() == [bank(*questions)]
    assert await banks.bank("fire") == bank(*questions)
    assert await banks.bank("none") is None
    kept = await banks.kept("fire")
    assert [(one.question.id, one.status, one.by, one.current) for one in kept] == [
        ("z", "ready", "li", True),
        ("a", "ready", "li", True),
    ]
    assert await banks.kept() == kept


async def test_a_taken_name_gets_a_number(banks):
    assert await banks.add_bank(bank(id="fire"), arrival("i1", 1)) == "fire"
    assert await banks.add_bank(bank(id="fire"), arrival("i2", 2)) == "fire-2"
    assert await banks.add_bank(bank(id="fire"), arrival("i3", 3)) == "fire-3"
    assert [one.id for one in await banks.banks()] == ["fire-3", "fire-2", "fire"]


async def test_questions_without_a_key_arrive_as_drafts_behind_the_others(banks):
    await banks.add_bank(bank(named(single(), "a")), arrival("i1"))
    draft = named(single(), "a").model_copy(update={"key": None})
    await banks.add_questions("fire", [draft, draft], arrival("i2"))
    kept = await banks.kept("fire")
    assert [(one.question.id, one.status) for one in kept] == [
        ("a", "ready"),
        ("a-2", "draft"),
        ("a-3", "draft"),
    ]


async def test_every_change_is_a_revision_and_earlier_ones_stay(banks):
    await banks.add_bank(bank(named(single(), "a"), named(true_false(), "b")), arrival("i1"))
    changed = named(single(), "a").model_copy(update={"difficulty": 5})
    saved = await banks.save("fire", changed, "review", at=7, by="wang")
    assert saved.revision == 2
    assert [
        (one.question.difficulty, one.status, one.at, one.by, one.current)
        for one in await banks.history("fire", "a")
    ] == [
        (5, "review", 7, "wang", True),
        (single().difficulty, "ready", 1, "li", False),
    ]
    assert [one.question.id for one in await banks.kept("fire")] == ["a", "b"]


async def test_a_new_question_goes_to_the_end_even_of_an_empty_bank(banks):
    await banks.add_bank(bank(), arrival("i1"))
    await banks.save("fire", named(single(), "new"), "draft", at=2, by="li")
    await banks.save("fire", named(single(), "newer"), "draft", at=3, by="li")
    assert [(one.question.id, one.question.revision) for one in await banks.kept("fire")] == [
        ("new", 1),
        ("newer", 1),
    ]


async def test_retired_and_taken_away_questions_are_not_in_the_bank(banks):
    await banks.add_bank(
        bank(named(single(), "a"), named(single(), "b"), named(single(), "c")), arrival("i1")
    )
    await banks.save("fire", named(single(), "a"), "retired", at=2, by="li")
    await banks.take_away("fire", "b")
    whole = await banks.bank("fire")
    assert whole is not None
    assert [question.id for question in whole.questions] == ["c"]
    assert [one.question.id for one in await banks.kept("fire")] == ["a", "c"]
    assert len(await banks.history("fire", "b")) == 1


async def test_an_import_is_undone_whole_and_once(banks):
    await banks.add_bank(bank(named(single(), "a")), arrival("i1", 1))
    await banks.add_questions("fire", [named(true_false(), "b")], arrival("i2", 2))
    assert [(row.id, row.questions, row.new_bank, row.undone) for row in await banks.imports()] == [
        ("i2", ["b"], False, False),
        ("i1", ["a"], True, False),
    ]
    assert await banks.undo_import("i2") is True
    assert [one.question.id for one in await banks.kept("fire")] == ["a"]
    assert await banks.undo_import("i2") is False
    assert await banks.undo_import("none") is False
    assert await banks.undo_import("i1") is True
    assert await banks.banks() == []
    assert [row.undone for row in await banks.imports()] == [True, True]


async def test_a_bank_that_has_grown_since_outlives_its_import(banks):
    await banks.add_bank(bank(named(single(), "a")), arrival("i1"))
    await banks.save("fire", named(true_false(), "own"), "ready", at=2, by="li")
    await banks.undo_import("i1")
    whole = await banks.bank("fire")
    assert whole is not None
    assert [question.id for question in whole.questions] == ["own"]


async def test_choices_are_remembered_for_the_next_file_of_the_kind(banks):
    assert await banks.choices_for("table:abc") == {}
    await banks.remember_choices("table:abc", {"key_base": "0"}, at=1)
    await banks.remember_choices("table:abc", {"key_base": "1"}, at=2)
    assert await banks.choices_for("table:abc") == {"key_base": "1"}


async def test_pictures_are_kept_with_the_questions_that_show_them(database, banks):
    content = b"not a real picture"
    name = hashlib.sha256(content).hexdigest()
    shown = picture().model_copy(update={"id": name})
    question = named(single(), "a").model_copy(update={"media": (shown,)})
    await banks.add_bank(bank(question), replace(arrival("i1"), media={name: content}))
    await banks.add_questions(
        "fire", [question], replace(arrival("i2"), media={name: content, "unused": b"x"})
    )
    assert await MediaStore(database).read(name) == content
