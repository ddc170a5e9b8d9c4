"""Which pages are compressed: the live ones, which a whole hall opens at once, and no page with a secret."""

import pytest


def test_the_phone_page_is_compressed_for_who_can_read_it(server, visitor):
    visitor.post(f"/j/{server.info.code}/audience")
    packed = visitor.get("/play", headers={"accept-encoding": "gzip"})
    plain = visitor.get("/play", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3
    assert packed.text == plain.text


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_what_later_pictures_need_comes_in_the_language_asked_for(server, visitor, language):
    answer = visitor.get(
        f"/play/more/{language}", headers={"accept-encoding": "gzip", "accept-language": "fr"}
    )
    assert answer.headers["content-encoding"] == "gzip"
    assert f'<html lang="{language}">' in answer.text
    assert ("Your answer, please" in answer.text) == (language == "en")
    assert visitor.get("/play/more/xx").status_code == 404
    assert visitor.get("/play/settings/en").status_code == 404
    pictured = visitor.get(f"/play/pictures/{language}", headers={"accept-language": "fr"})
    assert ("The case" in pictured.text) == (language == "en")


def test_pages_where_something_is_typed_are_not(server, visitor):
    answer = visitor.get(f"/j/{server.info.code}", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
