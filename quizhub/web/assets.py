"""Finds and serves `frontend/`: scripts, styles, pictures and sounds under `/assets/<build>/…`.

`build` is the hash of all the files, so that a phone may keep them for ever and still gets new ones
after an update. Each page's scripts and styles are also there as one file (bundles.py). Used by templates
(`asset`, `whole`, `modules`) and the route table. In a checkout `frontend/` and `question_banks/` lie
beside `quizhub/`, in an installed wheel inside it.
"""

import gzip
import hashlib
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.web.bundles import bundle_scripts, bundle_style

PACKAGE = Path(__file__).parent.parent
PARTS = ("css", "js", "images", "sounds")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
}
FOR_EVER = "public, max-age=31536000, immutable"
_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b(?:[^'"();]*?\bfrom)?\s*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE
)
_SMALLEST_ZIPPED = 512
BUNDLES = "bundles/"
PAGE_STYLES = "css/pages/"


def beside_or_inside(name: str) -> Path:
    """The folder `name` of a checkout or of an installed wheel."""
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"QuizHub is not complete: the folder {name} is missing beside {PACKAGE}")


def question_banks() -> Path:
    """Where the banks and sample contests that come with QuizHub lie."""
    return beside_or_inside("question_banks")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file in memory, with a compressed copy where that is smaller."""

    body: bytes
    media_type: str
    zipped: bytes | None


def _asset(body: bytes, suffix: str) -> Asset:
    zipped = None
    if suffix in (".css", ".js", ".svg") and len(body) > _SMALLEST_ZIPPED:
        zipped = gzip.compress(body, 9, mtime=0)
    return Asset(body, TYPES[suffix], zipped)


class Assets:
    """All files of the front end, read once; with `watch` read anew for every page and never bundled (for
    developers)."""

    def __init__(self, folder: Path | None = None, *, watch: bool = False) -> None:
        self.folder = folder or beside_or_inside("frontend")
        self.watch = watch
        self.files: dict[str, Asset] = {}
        self.build = ""
        self.read()

    def read(self) -> None:
        """Take the files from the disk and hash them."""
        found = [p for part in PARTS for p in sorted((self.folder / part).rglob("*")) if p.suffix in TYPES]
        self.files = {
            path.relative_to(self.folder).as_posix(): _asset(path.read_bytes(), path.suffix) for path in found
        }
        if not self.watch:
            self._bundle()
        digest = hashlib.sha256()
        for name, asset in self.files.items():
            digest.update(f"{name}\0{len(asset.body)}\0".encode() + asset.body)
        self.build = digest.hexdigest()[:12]

    def _bundle(self) -> None:
        scripts, styles = self._texts(".js"), self._texts(".css")
        whole = bundle_scripts(scripts)
        whole |= {name: bundle_style(name, styles) for name in styles if name.startswith(PAGE_STYLES)}
        for name, text in whole.items():
            self.files[BUNDLES + name] = _asset(text.encode(), Path(name).suffix)

    def _texts(self, suffix: str) -> dict[str, str]:
        return {name: asset.body.decode() for name, asset in self.files.items() if name.endswith(suffix)}

    def url(self, name: str) -> str:
        """The address of a file; a wrong name is a mistake in a template and fails at once."""
        if name not in self.files:
            raise KeyError(f"there is no asset {name}")
        return f"/assets/{self.build}/{name}"

    def whole(self, name: str) -> str:
        """The address of a page's script or style with all it is made of; watched, of the file."""
        return self.url(name if self.watch else BUNDLES + name)

    def modules(self, entry: str) -> list[str]:
        """Addresses of a page's script and of what it still imports, for `modulepreload`; entry first."""
        if not self.watch:
            return [self.whole(entry)]
        found = [entry]
        for name in found:
            for target in _IMPORT.findall(self.files[name].body.decode()):
                module = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                if module not in found:
                    self.url(module)
                    found.append(module)
        return [self.url(name) for name in found]

    async def serve(self, request: Request) -> Response:
        """Answer `/assets/{build}/{name}`. An old build is gone: its page is loaded again anyway."""
        asset = self.files.get(request.path_params["name"])
        if asset is None or request.path_params["build"] != self.build:
            raise HTTPException(404)
        headers = {"Cache-Control": "no-store" if self.watch else FOR_EVER, "Vary": "Accept-Encoding"}
        body = asset.body
        if asset.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = asset.zipped
        return Response(body, headers=headers, media_type=asset.media_type)
