"""What phones of 2018 can read: scripts in ES2017, styles without what old engines lack, little of both.

Floor: Chrome 70 and iOS 12.2. Only what the phone's page loads is held to it.
"""

import gzip
import re
from pathlib import Path

import pytest

from quizhub.web.assets import Assets
from quizhub.web.templating import Templates

FRONTEND = Path(__file__).parents[2] / "frontend"
STYLE_FIRST, STYLE_LATER = "css/pages/play.css", "css/pages/play-later.css"

# What a phone needs to join and to stand in the lobby, and then what all its screens need. Why the whole
# is more than the first: docs/decisions/0006-phone-script-weight.md.
FIRST, LATER = "js/pages/play.js", "js/pages/play-questions.js"
CAPTAIN = "js/pages/play-captain.js"
MOST_SCRIPT_BYTES_FIRST = 10_800
MOST_SCRIPT_BYTES = 23_400
MOST_SCRIPT_BYTES_CAPTAIN = 2_500
# What most contests never need comes with the first question that does.
PICTURES, STYLE_PICTURES = "js/pages/play-pictures.js", "css/pages/play-pictures.css"
MOST_BYTES_PICTURES = 8_000
MOST_BYTES_FIRST = 22_000
MOST_BYTES = 44_000

TOO_NEW_SCRIPT = {
    r"\?\.(?!\d)": "optional chaining (Chrome 80)",
    r"\?\?": "nullish coalescing (Chrome 80)",
    r"(?<![.\w])\.\.\.": "spread (in objects ES2018; the lint cannot tell where it stands)",
    r"\bcatch\s*\{": "catch without a name (ES2019)",
    r"(?<![\w.])import\s*\(": "import() (ES2020)",
    r"\bfor\s+await\b": "for await (ES2018)",
    r"\b\d[\d_]*n\b|\d_\d": "BigInt and separators (ES2020)",
    r"\.(?:at|flat|flatMap|replaceAll|matchAll|trimStart|trimEnd|hasOwn)\s*\(": "newer method",
    r"\.(?:allSettled|fromEntries|any)\s*\(": "newer method",
    r"\.(?:replaceChildren|toggleAttribute|append|prepend|before|after|replaceWith)\s*\(": "newer DOM method",
    r"\bglobalThis\b|\bqueueMicrotask\b|\bstructuredClone\b|\brandomUUID\b": "newer global",
    r"^\s*(?:static\s+)?#?\w+\s*=(?!=|>)[^;]*;\s*$": "class field",
    r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write": "HTML from strings",
}
TOO_NEW_STYLE = {
    r"(?<![-\w])(?:row-|column-)?gap\s*:": "gap: write grid-gap, and margins in flex",
    r"(?<![-\w])inset(?:-\w+)?\s*:": "inset (Chrome 87)",
    r"aspect-ratio\s*:": "aspect-ratio (Chrome 88)",
    r"(?<![-\w])(?:clamp|min|max)\(": "clamp, min and max (Chrome 79)",
    r":(?:is|where|has)\(": ":is, :where (Chrome 88), :has (105)",
    r"\d(?:dvh|svh|lvh|dvw)\b": "dvh (Chrome 108)",
    r"gradient\([^;]*#?\w+ \d+\w* \d+px": "two positions in one colour stop (Chrome 71)",
    r"oklch\(|color-mix\(|@container|@layer": "newer than 2020",
    r"^\s*&": "nesting (Chrome 120)",
}


@pytest.fixture(scope="module")
def assets() -> Assets:
    """The files one by one, as they are written."""
    return Assets(watch=True)


@pytest.fixture(scope="module")
def served() -> Assets:
    """As they are sent."""
    return Assets()


def modules(assets: Assets, *entries: str) -> list[str]:
    """The files that scripts or styles of the phone's page are made of, by name."""
    found = [url.split("/", 3)[3] for entry in entries for url in assets.modules(entry)]
    return list(dict.fromkeys(found))


def styles(assets: Assets) -> list[str]:
    pages = "".join(assets.files[name].body.decode() for name in (STYLE_FIRST, STYLE_LATER, STYLE_PICTURES))
    return [f"css/{name}" for name in re.findall(r"@import '\.\./(.+?)';", pages)]


def every_script(assets: Assets) -> list[str]:
    return modules(assets, FIRST, LATER, CAPTAIN, PICTURES)


def bare(text: str) -> str:
    """The code without comments and without what stands in quotes or patterns."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(?<![:'\"])//[^\n]*", "", text)
    text = re.sub(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", "''", text)
    return re.sub(r"(?<=[(,=])\s*/(?:\\.|\[[^\]\n]*\]|[^/\\\n*])+/[a-z]*", " RE", text)


def in_class_body(text: str, at: int) -> bool:
    """Whether the place is directly inside the braces of a class."""
    opened = [m.start() for m in re.finditer(r"\bclass\b[^{]*\{", text[:at])]
    if not opened:
        return False
    inside = text[opened[-1] : at]
    return inside.count("{") - inside.count("}") == 1


def found(patterns: dict[str, str], code: str) -> list[str]:
    """Each forbidden thing with the line it stands on."""
    complaints = []
    for pattern, why in patterns.items():
        for hit in re.finditer(pattern, code, re.MULTILINE):
            if why == "class field" and not in_class_body(code, hit.start()):
                continue
            complaints.append(f"{why}: {code[: hit.end()].splitlines()[-1].strip()}")
    return complaints


def test_scripts_of_the_phone_are_plain_es2017(assets):
    complaints = {
        name: found(TOO_NEW_SCRIPT, bare(assets.files[name].body.decode())) for name in every_script(assets)
    }
    assert {name: list_ for name, list_ in complaints.items() if list_} == {}


def test_styles_of_the_phone_need_no_new_engine(assets):
    sheets = {
        name: re.sub(r"/\*.*?\*/", "", assets.files[name].body.decode(), flags=re.DOTALL)
        for name in styles(assets)
    }
    assert len(sheets) > 5
    assert {
        name: found(TOO_NEW_STYLE, code) for name, code in sheets.items() if found(TOO_NEW_STYLE, code)
    } == {}


@pytest.mark.parametrize(
    "code",
    [
        "const a = b?.c;",
        "const a = b ?? c;",
        "call(...all);",
        "try { a(); } catch { b(); }",
        "class A {\n  name = 1;\n}",
        "node.innerHTML = text;",
        "const last = list.at(-1);",
    ],
)
def test_the_lint_sees_what_is_too_new(code):
    assert found(TOO_NEW_SCRIPT, bare(code))


@pytest.mark.parametrize(
    "code",
    [
        "const a = b ? .5 : c;",
        "/* a?.b ... */ const text = 'what??';",
        "class A {\n  constructor() {\n    this.a = 1;\n  }\n}",
        "const pieces = stem.split(/_{4,}/);",
    ],
)
def test_the_lint_leaves_old_code_alone(code):
    assert found(TOO_NEW_SCRIPT, bare(code)) == []


def weight(served: Assets, *names: str) -> int:
    """Bytes on the air, without the heads of the answers."""
    bundles = [served.files[f"bundles/{name}"] for name in names]
    return sum(len(bundle.zipped or bundle.body) for bundle in bundles)


def page_of(served: Assets, role: str = "captain") -> str:
    return Templates(served).render(
        "screens/play.html", "zh-Hans", title="T", contest="c1", live="/live/phone", role=role
    )


def asked_for(served: Assets, page: str) -> tuple[list[str], list[str]]:
    """What the page asks for at once, and what its script asks for once the first picture is up."""
    addresses = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    later = re.findall(r'data-later="([^"]+)"', page)[0].split()
    return addresses, later


def test_the_lobby_needs_one_script_and_one_style_sheet(served):
    at_once, later = asked_for(served, page_of(served))
    assert at_once == [served.url("images/icon.svg"), served.whole(STYLE_FIRST), served.whole(FIRST)]
    assert later == [
        served.whole(STYLE_LATER),
        "/play/more/zh-Hans",
        served.whole(LATER),
        served.whole(CAPTAIN),
    ]


def test_what_only_a_captain_needs_is_loaded_by_no_one_else(served):
    _, later = asked_for(served, page_of(served, "audience"))
    assert later == [served.whole(STYLE_LATER), "/play/more/zh-Hans", served.whole(LATER)]


def test_the_phone_page_is_light(served):
    page = len(gzip.compress(page_of(served).encode(), 6))
    assert weight(served, FIRST) <= MOST_SCRIPT_BYTES_FIRST
    assert weight(served, FIRST, LATER) <= MOST_SCRIPT_BYTES
    assert weight(served, CAPTAIN) <= MOST_SCRIPT_BYTES_CAPTAIN
    assert page + weight(served, FIRST, STYLE_FIRST) <= MOST_BYTES_FIRST
    more = len(gzip.compress(Templates(served).render("screens/play_more.html", "zh-Hans").encode(), 6))
    assert page + more + weight(served, FIRST, LATER, CAPTAIN, STYLE_FIRST, STYLE_LATER) <= MOST_BYTES


def test_what_pictures_need_is_fetched_with_the_first_of_them(served):
    page = page_of(served)
    [pictured] = re.findall(r'data-pictured="([^"]+)"', page)
    expected = [served.whole(STYLE_PICTURES), "/play/pictures/zh-Hans", served.whole(PICTURES)]
    assert pictured.split() == expected
    markup = Templates(served).render("screens/play_pictures.html", "zh-Hans")
    weighs = weight(served, PICTURES, STYLE_PICTURES) + len(gzip.compress(markup.encode(), 6))
    assert weighs <= MOST_BYTES_PICTURES


def test_no_module_of_the_phone_outgrows_a_screenful_of_reading(assets):
    long = {name: assets.files[name].body.count(b"\n") for name in every_script(assets)}
    assert {name: lines for name, lines in long.items() if lines > 150} == {}
