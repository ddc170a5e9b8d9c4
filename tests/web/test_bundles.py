"""Bundles: one script out of many modules in the order they run in, one style sheet out of many."""

import json
import re

import pytest

from quizhub.web.assets import Assets
from quizhub.web.bundles import NotBundled, bundle_scripts, bundle_style

FIRST, SECOND, THIRD = "js/pages/first.js", "js/pages/second.js", "js/pages/third.js"
FILES = {
    FIRST: "/* The first.\n * It has a comment.\n */\nimport { clock } from '../live/clock.js';\n"
    "import '../parts/marks.js';\nclock.say('first'); // stays\n",
    "js/live/clock.js": "// The time.\nimport {\n  say as told,\n} from './say.js';\n"
    "const box = 'clock';\nexport const clock = { say: told, box };\n",
    "js/live/say.js": "const box = 'say';\nexport function say(text) {\n  return [text, box];\n}\n"
    "export async function wait() {}\nexport class Sayer {}\n",
    "js/parts/marks.js": "import { say } from '../live/say.js';\nsay('marks');\n",
    SECOND: "import './first.js';\nimport { Sayer } from '../live/say.js';\nnew Sayer();\n"
    "import { own } from '../parts/own.js';\n",
    "js/parts/own.js": "export const own = 1;\n",
    THIRD: "import './second.js';\nimport { own } from '../parts/own.js';\n"
    "import { clock } from '../live/clock.js';\n",
}


def changed(**files: str) -> dict[str, str]:
    return {**FILES, **{name.replace("__", "/") + ".js": text for name, text in files.items()}}


def parts(bundle: str) -> list[str]:
    """The modules of a bundle that export something, in order."""
    return re.findall(r"^const (\w+) = \(\(\) => \{$", bundle, re.MULTILINE)


def test_modules_come_after_what_they_import_and_once():
    whole = bundle_scripts(FILES)[FIRST]
    assert parts(whole) == ["live_say", "live_clock"]
    assert whole.index("live_clock = ") < whole.index("say('marks')") < whole.index("clock.say('first')")
    assert whole.endswith("export { live_say, live_clock };\n")


def test_names_stay_in_their_module_and_only_exports_leave_it():
    whole = bundle_scripts(FILES)[FIRST]
    assert "const { say : told, } = live_say;\nconst box = 'clock';\n" in whole
    assert "return { clock };" in whole
    assert "return { say, wait, Sayer };" in whole
    assert "\nimport" not in whole
    assert "export const" not in whole


def test_a_script_that_continues_another_repeats_nothing_of_it_and_runs_after_it():
    whole = bundle_scripts(FILES)
    assert parts(whole[SECOND]) == ["parts_own"]
    assert whole[SECOND].startswith("import { live_say } from './first.js';\n")
    assert parts(whole[THIRD]) == []
    assert whole[THIRD].startswith(
        "import { live_clock } from './first.js';\nimport { parts_own } from './second.js';\n"
    )
    alone = bundle_scripts(changed(js__pages__third="import './first.js';\nalert(1);\n"))[THIRD]
    assert alone == "import './first.js';\n(() => {\nalert(1);\n})();\n"


def test_comments_and_indents_are_left_out_and_texts_over_several_lines_stay_as_they_are():
    whole = bundle_scripts(FILES)[FIRST]
    assert "comment" not in whole
    assert "// stays" in whole
    assert "\nreturn [text, box];\n" in whole
    text = "const words = `\n  // one\n  two\n`;\n"
    assert text in bundle_scripts({FIRST: text})[FIRST]


def test_modules_that_import_each_other_are_refused():
    files = changed(js__live__say="import { clock } from './clock.js';\nexport const say = clock;\n")
    with pytest.raises(NotBundled, match=r"js/live/clock\.js > js/live/say\.js > js/live/clock\.js"):
        bundle_scripts(files)


def test_an_import_that_leads_nowhere_is_refused():
    with pytest.raises(NotBundled, match=r"js/parts/own\.js imports js/parts/gone\.js, which is not there"):
        bundle_scripts(changed(js__parts__own="import './gone.js';\n"))


def test_two_modules_of_one_name_are_refused():
    files = {FIRST: "import '../a-b.js';\nimport '../a_b.js';\n"}
    files |= {f"js/{name}.js": "export const a = 1;\n" for name in ("a-b", "a_b")}
    with pytest.raises(NotBundled, match="the same name: a_b, a_b"):
        bundle_scripts(files)


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export let a = 1;",
        "export { a };",
        "export { a } from './say.js';",
        "import * as all from './say.js';",
        "import def from './say.js';",
        "import { a } from 'elsewhere';",
        "load(import('./say.js'));",
        "const here = import.meta.url;",
    ],
)
def test_what_the_bundler_does_not_read_is_refused_with_its_line(line):
    with pytest.raises(NotBundled) as refused:
        bundle_scripts(changed(js__parts__own=f"const a = 1;\n{line}\n"))
    assert str(refused.value).startswith("js/parts/own.js: ")
    assert line.removeprefix("load(").removeprefix("const here = ") in str(refused.value)


def test_style_sheets_stand_where_they_are_imported():
    files = {
        "css/pages/play.css": "/* The phone. */\n@import '../a.css';\n@import '../b.css';\n  p { top: 0 }\n",
        "css/a.css": "/* a\n   b */\na {\n  top: 1px;\n}\n",
        "css/b.css": "b { top: 2px }\n",
    }
    assert bundle_style("css/pages/play.css", files).split("\n") == [
        "a {",
        "top: 1px;",
        "}",
        "b { top: 2px }",
        "p { top: 0 }",
        "",
    ]


@pytest.mark.parametrize("line", ["@import url(a.css);", "p { background: url(../images/icon.svg) }"])
def test_addresses_in_style_sheets_are_refused(line):
    with pytest.raises(NotBundled, match=r"css/pages/play\.css: an address"):
        bundle_style("css/pages/play.css", {"css/pages/play.css": line})


def test_a_style_sheet_that_is_not_there_is_refused():
    with pytest.raises(NotBundled, match=r"css/pages/play\.css imports css/gone\.css, which is not there"):
        bundle_style("css/pages/play.css", {"css/pages/play.css": "@import '../gone.css';\n"})


def test_an_import_with_conditions_is_refused():
    with pytest.raises(NotBundled, match="only @import"):
        bundle_style("css/pages/play.css", {"css/pages/play.css": "@import 'a.css' print;\n"})


def test_every_page_of_ours_is_one_script_and_one_style_sheet():
    assets = Assets()
    pages = {name for name in assets.files if name.startswith(("js/pages/", "css/pages/"))}
    assert {f"bundles/{name}" for name in pages} == {
        name for name in assets.files if name.startswith("bundles/")
    }
    for name in pages:
        assert assets.whole(name) == f"/assets/{assets.build}/bundles/{name}"
    scripts = {name: assets.files[f"bundles/{name}"].body.decode() for name in pages if name.endswith(".js")}
    # Nothing that a phone has stands in two of its scripts: a second clock would know nothing of the first.
    told = [
        one
        for page in ("play", "play-questions", "play-captain")
        for one in parts(scripts[f"js/pages/{page}.js"])
    ]
    assert len(told) == len(set(told)) > 15, json.dumps(told)


def test_who_watches_the_files_gets_them_one_by_one():
    assets = Assets(watch=True)
    assert not any(name.startswith("bundles/") for name in assets.files)
    assert assets.whole("js/pages/play.js") == assets.url("js/pages/play.js")
    assert len(assets.modules("js/pages/play.js")) > 5
