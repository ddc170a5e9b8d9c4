"""Assets: addresses that change with the files, modules found through their imports, caching."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from quizhub.web.assets import FOR_EVER, Assets
from quizhub.web.bundles import NotBundled


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "js/pages/play.js": "// entry\nimport { a } from '../live/a.js';\nimport '../live/b.js';\n",
        "js/live/a.js": 'import {\n  b,\n} from "./b.js";\nexport const a = b;\n',
        "js/live/b.js": "import { c } from './deep/c.js';\nexport const b = './not-an-import.js' + c;\n",
        "js/live/deep/c.js": "import '../d.js';\nexport const c = 1;\n" + "// long\n" * 200,
        "js/live/d.js": "export const d = 1;\n",
        "css/play.css": "body { margin: 0 }\n",
        "templates/layout.html": "<html>",
        "js/notes.txt": "not served",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def client_of(assets: Assets) -> TestClient:
    return TestClient(Starlette(routes=[Route("/assets/{build}/{name:path}", assets.serve)]))


def test_modules_are_the_entry_and_everything_it_imports_once(folder):
    assets = Assets(folder, watch=True)
    names = ("js/pages/play.js", "js/live/a.js", "js/live/b.js", "js/live/deep/c.js", "js/live/d.js")
    assert assets.modules("js/pages/play.js") == [assets.url(name) for name in names]


def test_unless_somebody_watches_a_page_has_its_modules_in_one_file(folder):
    assets = Assets(folder)
    assert assets.modules("js/pages/play.js") == [f"/assets/{assets.build}/bundles/js/pages/play.js"]
    answer = client_of(assets).get(assets.whole("js/pages/play.js"))
    assert answer.text.index("const d = 1;") < answer.text.index("const a = b;")
    assert answer.headers["cache-control"] == FOR_EVER
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_an_import_that_leads_nowhere_fails_at_once(folder):
    (folder / "js/live/deep/c.js").write_text("import './gone.js';\n")
    with pytest.raises(KeyError, match=r"js/live/deep/gone\.js"):
        Assets(folder, watch=True).modules("js/pages/play.js")
    with pytest.raises(NotBundled, match=r"js/live/deep/gone\.js"):
        Assets(folder)


def test_only_known_kinds_of_files_of_the_front_end_are_served(folder):
    client, assets = client_of(Assets(folder)), Assets(folder)
    assert client.get(assets.url("css/play.css")).text == "body { margin: 0 }\n"
    for name in ("templates/layout.html", "js/notes.txt", "../pyproject.toml", "js/none.js", "%2e%2e/x.js"):
        assert client.get(f"/assets/{assets.build}/{name}").status_code == 404


def test_a_file_is_kept_for_ever_and_a_change_gives_it_another_address(folder):
    before = Assets(folder)
    answer = client_of(before).get(before.url("js/live/b.js"))
    assert answer.headers["cache-control"] == FOR_EVER
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    (folder / "css/play.css").write_text("body { margin: 1px }\n")
    after = Assets(folder)
    assert after.url("js/live/b.js") != before.url("js/live/b.js")
    assert client_of(after).get(before.url("js/live/b.js")).status_code == 404


def test_long_scripts_are_sent_compressed_to_those_who_can_read_it(folder):
    assets = Assets(folder)
    client, url = client_of(assets), assets.url("js/live/deep/c.js")
    with client.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == (folder / "js/live/deep/c.js").read_bytes()
    assert len(packed) < 200
    plain = client.get(url, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == (folder / "js/live/deep/c.js").read_bytes()


def test_watching_takes_changes_without_a_restart(folder):
    assets = Assets(folder, watch=True)
    client = client_of(assets)
    (folder / "css/play.css").write_text("body { margin: 2px }\n")
    assets.read()
    answer = client.get(assets.url("css/play.css"))
    assert answer.text == "body { margin: 2px }\n"
    assert answer.headers["cache-control"] == "no-store"
