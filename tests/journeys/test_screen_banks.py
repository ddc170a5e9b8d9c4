"""Every question of the shipped banks on the projector of a hall: whole and legible in each phase.

The views are the rules' own, of contests really played; only the socket is left out.
"""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from playwright.async_api import Browser

from quizhub.contest.plan import picture_name
from quizhub.contest.views import HallFacts, screen_sections
from quizhub.questions.model import Question
from tests.banks.test_shipped_banks import FILES, bank_of, reading
from tests.journeys.screen_page import CHINESE_FIRST, ENGLISH_FIRST, HD, OLD, projector, written
from tests.live.test_phone_weight import plan_for, play

pytestmark = pytest.mark.journey

ALWAYS = ("fire", "hazards")
BANKS = {file.stem: file for file in FILES}
OTHERS = sorted(set(BANKS) - set(ALWAYS))
FACTS = HallFacts(
    contest_id="c1", code="482913", join_url="http://192.168.1.5:8000/j/482913", screen_url="http://h"
)
PHASES = ("shown", "open", "revealed")
MOST_SQUEEZED = 0.04
"""Of all pictures: long pairs and rules may go below the floor, where the picture then says so."""


def drawings_of(bank: str) -> dict[str, bytes]:
    """The bank's own pictures, by what they are called in the contests played here."""
    seed = plan_for(bank_of(BANKS[bank]).questions[0], "everyone").seed
    return {picture_name(seed, name): raw for name, raw in reading(BANKS[bank]).media.items()}


def pictures(question: Question, languages: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a projector is sent while the question is played by everyone, once in each phase."""
    seen: set[str] = set()
    for table in play(question, "everyone", languages=languages):
        sections = orjson.loads(orjson.dumps(screen_sections(table.state, FACTS)))
        ask = sections["stage"].get("ask")
        if ask is not None and ask["phase"] in PHASES and ask["phase"] not in seen:
            seen.add(ask["phase"])
            yield ask["phase"], {**sections, "trouble": None}


@pytest.mark.parametrize("bank", [*ALWAYS, *(pytest.param(name, marks=pytest.mark.soak) for name in OTHERS)])
@pytest.mark.parametrize(
    ("size", "languages", "every"),
    [
        pytest.param(HD, CHINESE_FIRST, 8, id="chinese"),
        pytest.param(OLD, ENGLISH_FIRST, 8, id="english", marks=pytest.mark.soak),
        pytest.param(HD, CHINESE_FIRST, 1, id="chinese-all", marks=pytest.mark.soak),
        pytest.param(OLD, ENGLISH_FIRST, 1, id="english-all", marks=pytest.mark.soak),
    ],
)
async def test_every_real_question_can_be_read_in_a_hall(browser: Browser, bank, size, languages, every):
    complaints = {}
    squeezed = drawn = 0
    asked = bank_of(BANKS[bank]).questions[::every]
    async with projector(browser, size) as screen:
        screen.hall.pictures = drawings_of(bank)
        await screen.open(written("lobby", languages=languages))
        for question in asked:
            for phase, view in pictures(question, languages):
                await screen.page.evaluate(
                    "(view) => document.querySelector('qh-hall').show(view, false)", view
                )
                complaints[question.id, phase] = await screen.complaints()
                squeezed += await screen.page.locator(".picture[data-squeezed]").count()
                drawn += 1
    assert drawn == len(PHASES) * len(asked)
    assert {picture: found for picture, found in complaints.items() if found} == {}
    assert squeezed <= drawn * MOST_SQUEEZED


@pytest.mark.parametrize(
    ("size", "languages"),
    [pytest.param(HD, CHINESE_FIRST, id="chinese"), pytest.param(OLD, ENGLISH_FIRST, id="english")],
)
async def test_every_case_stands_whole_before_the_hall_while_it_is_read(browser: Browser, size, languages):
    asked = {q.material.id: q for q in bank_of(BANKS["cases"]).questions if q.material is not None}
    cut = []
    async with projector(browser, size) as screen:
        await screen.open(written("lobby", languages=languages))
        for question in asked.values():
            _, view = next(pictures(question, languages))
            await screen.draw(written("lobby", languages=languages))
            await screen.page.evaluate("(view) => document.querySelector('qh-hall').show(view, true)", view)
            assert await screen.complaints() == []
            assert await screen.page.locator(".picture[data-squeezed]").count() == 0
            assert await screen.seen(".case-text")
            if await screen.seen(".case-more"):
                cut.append(question.id)
    assert cut == []
