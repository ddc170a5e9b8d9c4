"""Which pages are compressed: the live ones, which a whole hall opens at once, and no page with a secret."""


def test_the_phone_page_is_compressed_for_who_can_read_it(server, visitor):
    visitor.post(f"/j/{server.info.code}/audience")
    packed = visitor.get("/play", headers={"accept-encoding": "gzip"})
    plain = visitor.get("/play", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3
    assert packed.text == plain.text


def test_pages_where_something_is_typed_are_not(server, visitor):
    answer = visitor.get(f"/j/{server.info.code}", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
