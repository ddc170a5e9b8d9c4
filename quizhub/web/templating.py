"""Renders the templates of `frontend/templates` in the language of the request.

Used by every page. Templates get `_()`, `{% trans %}`, `asset(name)`, `whole(name)`, `modules(entry)`,
`part(name, language)`, `lang` and `languages`; they never see a request, a cookie or a key of a question.
"""

import gzip
from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from quizhub.web.assets import Assets
from quizhub.web.translations import LANGUAGES, negotiate, translations

NO_STORE = {"Cache-Control": "no-store"}


def language_of(request: Request) -> str:
    """The language this request is answered in."""
    return negotiate(request.cookies.get("qh_lang", ""), request.headers.get("accept-language", ""))


class Templates:
    """One Jinja environment a language, because gettext belongs to an environment."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self._environments = {
            language: _environment(assets, language, translations(language)) for language in LANGUAGES
        }
        for environment in self._environments.values():
            environment.globals["part"] = self.part

    def part(self, name: str, language: str) -> Markup:
        """A piece of a page in another language than the page: a projector speaks two at once."""
        return Markup(self._environments[language].get_template(name).render())

    def render(self, name: str, language: str, /, **context: Any) -> str:
        """The page as text; `context` in a template's own words."""
        if self.assets.watch:
            self.assets.read()
        # `here` is where the language switch leads back to; pages answered to a request set it.
        return self._environments[language].get_template(name).render({"here": "/", **context})

    def page(
        self,
        request: Request,
        name: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        language: str | None = None,
        **context: Any,
    ) -> HTMLResponse:
        """The answer to a request, never kept by a browser; `language` where the address says it."""
        spoken = language or language_of(request)
        body = self.render(name, spoken, **{"here": _here(request), **context}).encode()
        sent = {**NO_STORE, **(headers or {})}
        # A live screen carries every word of its page, and a whole hall opens it at once. Other pages
        # may hold a link or PIN beside something typed in, which compressed answers could give away.
        if name.startswith("screens/"):
            sent["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                body, sent["Content-Encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
        return HTMLResponse(body, status, sent)


def _here(request: Request) -> str:
    """The page's own path and query; for the answer to a form the language switch leads there by GET."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _environment(assets: Assets, language: str, messages: NullTranslations) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(assets.folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=assets.watch,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(messages, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        asset=assets.url,
        modules=assets.modules,
        whole=assets.whole,
        lang=language,
        languages=LANGUAGES,
        build=lambda: assets.build,
    )
    return environment
