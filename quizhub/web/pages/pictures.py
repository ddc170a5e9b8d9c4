"""`/media/{name}`: pictures of a contest, for who holds a seat at it. What may be seen is live's to say."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.web.place import place_of
from quizhub.web.sign_in import SEAT_COOKIES

FOR_EVER = "private, max-age=31536000, immutable"
"""The bytes behind a name never change; only those with a seat may keep them."""


async def show_picture(request: Request) -> Response:
    """One picture. A name nobody knows, one of a question to come and one of a foreign contest are all the
    same 404."""
    tokens = [request.cookies[name] for name in SEAT_COOKIES if name in request.cookies]
    picture = await place_of(request).hall.picture(tokens, request.path_params["name"])
    if picture is None:
        raise HTTPException(404)
    return Response(picture.content, media_type=picture.mime, headers={"Cache-Control": FOR_EVER})
