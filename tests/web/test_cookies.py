"""Cookies by profile: a hall has no HTTPS, in public nothing goes without it."""

import pytest
from starlette.responses import Response

from quizhub.contest.seats import ARBITER, HOST, SCREEN, Seat, audience_seat, captain_seat
from quizhub.live.hall import Admitted
from quizhub.settings import Profile
from quizhub.web.sign_in import admit


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(
    ("seat", "name", "same_site"),
    [
        (captain_seat("t1"), "qh_seat", "lax"),
        (audience_seat("x"), "qh_seat", "lax"),
        (HOST, "qh_staff", "strict"),
        (ARBITER, "qh_arbiter", "strict"),
        (SCREEN, "qh_screen", "lax"),
    ],
)
def test_a_seats_cookie(profile: Profile, seat: Seat, name: str, same_site: str):
    response = Response()
    admit(response, Admitted("c", seat, "token", 3600), profile)
    parts = {part.strip() for part in response.headers["set-cookie"].split(";")}
    assert {f"{name}=token", "HttpOnly", "Max-Age=3600", "Path=/", f"SameSite={same_site}"} <= parts
    assert ("Secure" in parts) is (profile is Profile.PUBLIC)
    assert not any(part.lower().startswith("domain") for part in parts)
