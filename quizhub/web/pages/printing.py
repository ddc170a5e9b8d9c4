"""The seat cards of a contest, to be printed and cut: one for each team.

Shown to the organiser and to the host of the contest; the callers check who asks.
"""

from starlette.requests import Request
from starlette.responses import Response

from quizhub.live.hall import ContestInfo
from quizhub.questions.text import text_in
from quizhub.web.place import place_of
from quizhub.web.qr import qr_svg
from quizhub.web.templating import language_of


async def cards_page(request: Request, info: ContestInfo) -> Response:
    """One card a team: QR code, address, PIN and name."""
    place = place_of(request)
    cards = [
        {"n": card.number, "name": card.name, "pin": card.pin, "url": card.url, "qr": qr_svg(card.url)}
        for card in await place.hall.cards(info.id)
    ]
    links = place.hall.links(info)
    return place.templates.page(
        request,
        "pages/cards.html",
        title=text_in(info.title, language_of(request)),
        code=info.code,
        join_url=links.join_url,
        cards=cards,
    )
