"""The three themes of the projector: the same names in each, contrasts as promised, every picture whole."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from quizhub.web.assets import beside_or_inside
from tests.journeys.screen_page import (
    CHINESE_FIRST,
    ENGLISH_FIRST,
    HD,
    OLD,
    STATES,
    Screen,
    projector,
    written,
)

pytestmark = pytest.mark.journey

CSS: Path = beside_or_inside("frontend") / "css"
THEMES = ("night", "honour", "daylight")
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
PALETTE = {"bg", "panel", "line", "ink", "muted", "amber", "on-amber", "ember", "green", "green-deep"}


def names(file: str) -> dict[str, str]:
    """The custom properties set at the root of a style sheet."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / file).read_text("utf-8"), flags=re.S)
    root = re.match(r"\s*:root[^{]*\{(.*?)\n\}", text, flags=re.S)
    assert root is not None
    return {name: " ".join(value.split()) for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", root[1])}


def theme(name: str) -> dict[str, str]:
    """Everything a projector in this theme reads, the palette of all pages included."""
    return {**names("tokens.css"), **names("theme-night.css"), **names(f"theme-{name}.css")}


def resolved(values: dict[str, str], name: str) -> str:
    value = values[name]
    inner = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return resolved(values, inner[1]) if inner else value


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# --- the style sheets -----------------------------------------------------------------------------


def test_every_theme_gives_every_name():
    wanted = set(names("theme-night.css"))
    assert wanted <= set(names("theme-honour.css")) and wanted <= set(names("theme-daylight.css"))
    for name in ("honour", "daylight"):
        assert set(names(f"theme-{name}.css")) >= PALETTE


def test_colours_stand_in_the_themes_alone():
    sheets = sorted(CSS.glob("screen*.css"))
    assert len(sheets) >= 3
    assert {sheet.name: LITERAL.findall(sheet.read_text("utf-8")) for sheet in sheets} == {
        sheet.name: [] for sheet in sheets
    }


def test_every_name_that_is_read_is_given():
    sizes = re.compile(r"-(floor|ideal)$")
    given = set(theme("night")) | {"arc", "u"}
    for sheet in sorted(CSS.glob("screen*.css")):
        text = sheet.read_text("utf-8")
        local = set(re.findall(r"--([\w-]+):", text))
        given |= local
    given |= set(
        re.findall(r"--([\w-]+)", "".join(p.read_text("utf-8") for p in CSS.parent.rglob("js/**/*.js")))
    )
    for sheet in sorted([*CSS.glob("screen*.css"), *CSS.glob("theme-*.css")]):
        read = set(re.findall(r"var\(--([\w-]+)", sheet.read_text("utf-8")))
        assert {name for name in read - given if not sizes.search(name)} == set(), sheet.name


@pytest.mark.parametrize(
    ("name", "text", "ground", "least"),
    [
        ("night", "ink", "bg", 15),
        ("night", "muted", "bg", 10),
        ("night", "amber", "bg", 9),
        ("night", "ember", "bg", 6.4),
        ("night", "green", "bg", 8.4),
        ("honour", "ink", "bg", 11),
        ("honour", "ink", "panel", 14.5),
        ("honour", "muted", "bg", 7.5),
        ("honour", "amber", "bg", 7.4),
        ("honour", "green", "bg", 7.4),
        ("honour", "ember", "bg", 7),
        ("daylight", "ink", "bg", 16.4),
        ("daylight", "muted", "bg", 7.2),
        ("daylight", "amber", "bg", 9.3),
        ("daylight", "ember", "bg", 6.3),
        ("daylight", "green", "bg", 6.1),
    ],
)
def test_contrast_is_what_a_hall_needs(name, text, ground, least):
    values = theme(name)
    assert contrast(resolved(values, text), resolved(values, ground)) >= least


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[(f"on-option-{letter}", f"option-{letter}") for letter in "abcdef"],
        ("on-amber", "amber"),
        ("on-green", "green"),
        ("on-ember", "ember"),
        ("green-ink", "green-deep"),
        ("green-ink", "green-pill"),
        ("amber-ink", "amber-deep"),
        ("on-plate", "plate"),
        ("ink", "rank"),
        ("muted", "pill"),
        ("muted", "tile-off"),
        ("on-call-plate", "call-plate"),
    ],
)
def test_text_on_a_coloured_ground_is_legible(name, text, ground):
    values = theme(name)
    assert contrast(resolved(values, text), resolved(values, ground)) >= 4.5


# --- in the browser -------------------------------------------------------------------------------


async def dressed(screen: Screen, state: str, name: str, languages: tuple[str, ...]) -> None:
    view = written(state, languages=languages)
    view["contest"]["look"] = {"theme": name, "sound": False, "volume": 60, "calm": False}
    await screen.draw(view)


@pytest.mark.parametrize("name", ["honour", pytest.param("daylight", marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    ("size", "languages"),
    [
        pytest.param(HD, CHINESE_FIRST, id="wide"),
        pytest.param(OLD, ENGLISH_FIRST, id="old", marks=pytest.mark.soak),
    ],
)
async def test_every_picture_fits_in_every_theme(browser: Browser, name, size, languages):
    complaints = {}
    async with projector(browser, size) as screen:
        await screen.open(written("lobby", languages=languages))
        for state in STATES:
            await dressed(screen, state, name, languages)
            complaints[state] = await screen.complaints()
    assert {state: found for state, found in complaints.items() if found} == {}


async def test_the_host_changes_the_theme_before_the_halls_eyes(browser: Browser):
    async with projector(browser) as screen:
        await screen.open("open")
        ground = "getComputedStyle(document.querySelector('.projector')).backgroundColor"
        assert await screen.page.evaluate(ground) == "rgb(11, 18, 32)"
        look = {"theme": "daylight", "sound": False, "volume": 60, "calm": False}
        await screen.hall.push({"contest": {"look": look}})
        await screen.hall.settled()
        assert await screen.page.evaluate(ground) == "rgb(250, 247, 240)"
        assert await screen.seen(".stem")


async def test_options_keep_letter_shape_and_colour_in_every_theme(browser: Browser):
    read = """() => [...document.querySelectorAll('.options .tag')].map((tag) => [
      tag.querySelector('.letter').textContent, tag.querySelector('use').getAttribute('href'),
      getComputedStyle(tag).backgroundColor])"""
    async with projector(browser) as screen:
        await screen.open("open")
        seen = []
        for name in THEMES:
            await dressed(screen, "open", name, CHINESE_FIRST)
            seen.append(await screen.page.evaluate(read))
    assert [one[0] for one in seen[0]] == ["A", "B", "C", "D"]
    assert seen[0] == seen[1] == seen[2]


async def test_calm_leaves_motion_to_short_fades(browser: Browser):
    async with projector(browser) as screen:
        await screen.open("standings")
        look = {"theme": "night", "sound": False, "volume": 60, "calm": True}
        view = written("podium")
        view["contest"]["look"] = look
        await screen.hall.push({"contest": {"look": look}})
        await screen.turn_to(view)
        moving = """() => document.querySelector('qh-hall').getAnimations({ subtree: true })
          .filter(({ effect }) => effect.getComputedTiming().endTime > 200)
          .filter(({ effect }) => effect.getKeyframes().some((frame) => frame.transform)).length"""
        assert await screen.page.evaluate(moving) == 0
