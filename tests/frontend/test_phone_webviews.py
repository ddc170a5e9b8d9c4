"""What the browsers inside apps and a hall without HTTPS do to a phone's page, held against its files.

Stores that may be refused, features that may be missing, words of CSS that old engines do not know: each only
where something else takes over. The languages of scripts and styles are held in test_old_phones.
"""

import re

import pytest

from quizhub.web.assets import Assets
from tests.frontend.test_old_phones import bare, every_script, styles

MEMORY = "js/live/memory.js"

SECURE_ONLY = r"serviceWorker|randomUUID|crypto\.subtle|clipboard|Notification|getBattery|\bcookieStore\b"
"""Missing on http://192.168…, so of no use in a hall."""

GUARDS = {
    r"navigator\.wakeLock": r"if \(navigator\.wakeLock\)",
    r"navigator\.vibrate": r"navigator\.vibrate &&",
    r"navigator\.userActivation": r"!navigator\.userActivation \|\|",
    r"speechSynthesis": r"window\.speechSynthesis && window\.SpeechSynthesisUtterance",
    r"PointerEvent": r"window\.PointerEvent \? 'pointerdown' : 'touchstart'",
    r"AudioContext": r"window\.AudioContext \|\| window\.webkitAudioContext",
}
"""What may be missing, and the question that stands before its use."""

FALLBACKS = {
    r"overflow-wrap: anywhere": r"overflow-wrap: break-word",
    r"position: sticky": r"position: -webkit-sticky",
    r"user-select: none": r"-webkit-user-select: none",
}
"""A declaration, and what must stand before it in the same rule for engines that drop it."""


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(watch=True)


def code_of(assets: Assets, name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", assets.files[name].body.decode(), flags=re.DOTALL)


def unguarded(code: str) -> list[str]:
    """Features that may be missing and are used without asking for them first."""
    return [use for use, guard in GUARDS.items() if re.search(use, code) and not re.search(f"{guard}", code)]


def without_fallback(rule: str) -> list[str]:
    """Declarations of one rule that leave an old engine with nothing."""
    return [
        new
        for new, old in FALLBACKS.items()
        if (found := re.search(rf"(?<![-\w]){new}", rule)) and not re.search(old, rule[: found.start()])
    ]


def test_stores_are_touched_in_one_place_that_bears_their_refusal(assets):
    every = {name: bare(assets.files[name].body.decode()) for name in every_script(assets)}
    users = {name for name, code in every.items() if re.search(r"\blocalStorage\b|\bindexedDB\b", code)}
    assert users == {MEMORY}
    assert [name for name, code in every.items() if "sessionStorage" in code] == []
    tried = re.findall(r"try \{.*?\} catch \(refused\)", every[MEMORY], flags=re.DOTALL)
    assert every[MEMORY].count("localStorage") == "".join(tried).count("localStorage") == 3


def test_nothing_on_the_way_of_play_needs_a_secure_address(assets):
    assert [
        name
        for name in every_script(assets)
        if re.search(SECURE_ONLY, bare(assets.files[name].body.decode()))
    ] == []


def test_what_may_be_missing_is_asked_for_first(assets):
    found = {name: unguarded(code_of(assets, name)) for name in every_script(assets)}
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_the_socket_has_an_address_of_its_own_kind(assets):
    made = [name for name in every_script(assets) if "new WebSocket(" in code_of(assets, name)]
    assert made == ["js/live/socket.js"]
    assert "'wss://' : 'ws://'" in code_of(assets, made[0])


def test_styles_leave_old_engines_something(assets):
    found = {}
    for name in styles(assets):
        for rule in re.findall(r"[^{}]+\{[^{}]*\}", code_of(assets, name)):
            if lost := without_fallback(rule):
                found[f"{name}: {rule.split('{')[0].strip()}"] = lost
    assert found == {}


@pytest.mark.parametrize(
    "code",
    ["navigator.wakeLock.request('screen');", "window.speechSynthesis.speak(one);", "new AudioContext();"],
)
def test_the_lint_sees_what_is_not_asked_for(code):
    assert unguarded(code)


@pytest.mark.parametrize(
    "rule",
    [
        "a { overflow-wrap: anywhere; }",
        "a { position: sticky; }",
    ],
)
def test_the_lint_sees_what_leaves_nothing(rule):
    assert without_fallback(rule)
