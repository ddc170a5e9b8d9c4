"""Drafts of contests with their versions."""

import pytest

from quizhub.storage.drafts import Drafts

pytestmark = pytest.mark.anyio


async def test_every_save_is_a_version_and_the_last_one_counts(database):
    drafts = Drafts(database)
    first = await drafts.begin("a", at=1, by="li")
    second = await drafts.begin("b", at=2, by="li")
    await drafts.save(first, "a2", at=3, by="wang")
    await drafts.save(first, "a2", at=4, by="wang")
    assert [(row.id, row.version, row.text) for row in await drafts.all()] == [
        (first, 2, "a2"),
        (second, 1, "b"),
    ]
    assert [(row.version, row.by) for row in await drafts.versions(first)] == [(2, "wang"), (1, "li")]
    found, old = await drafts.find(first), await drafts.find(first, 1)
    assert found is not None and old is not None and (found.text, old.text) == ("a2", "a")
    assert await drafts.find(first, 9) is None and await drafts.find("none") is None


async def test_a_draft_is_put_away(database):
    drafts = Drafts(database)
    draft = await drafts.begin("a", at=1, by="li")
    await drafts.drop(draft)
    assert (
        await drafts.all() == [] and await drafts.find(draft) is None and await drafts.versions(draft) == []
    )


async def test_saving_an_unknown_one_begins_it(database):
    drafts = Drafts(database)
    await drafts.save("mine", "a", at=1, by="li")
    assert [row.version for row in await drafts.versions("mine")] == [1]
