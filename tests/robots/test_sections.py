"""Views are merged by section and version; the server's time comes from the shortest round trip."""

from quizhub.robots.sections import Sections, ServerTime


def test_each_section_keeps_its_newest_version():
    sections = Sections()
    sections.take({"v": 5, "now": 1, "stage": {"show": "ask"}, "me": {"points": 10}})
    assert sections.take({"v": 4, "now": 2, "stage": {"show": "lobby"}, "counts": {}}) == {"counts"}
    assert sections.show == "ask"
    assert sections.version == 5
    assert sections.take({"v": 7, "now": 3, "stage": {"show": "podium"}}) == {"stage"}
    assert sections.show == "podium"
    assert sections.version_of("me") == 5


def test_the_same_version_may_bring_news_of_what_is_no_event():
    sections = Sections()
    sections.take({"v": 5, "now": 1, "grid": [1]})
    assert sections.take({"v": 5, "now": 2, "grid": [2]}) == {"grid"}


def test_unwanted_sections_are_not_kept():
    sections = Sections(frozenset({"stage"}))
    assert sections.take({"v": 1, "now": 1, "stage": {}, "standings": {"rows": []}}) == {"stage"}
    assert sections.get("standings") is None


def test_null_sections_read_as_empty_records():
    sections = Sections()
    sections.take({"v": 1, "now": 1, "stage": {"show": "round", "ask": None}, "key": None})
    assert sections.record("key") == {}
    assert sections.ask == {}


def test_the_shortest_round_trip_gives_the_offset():
    time = ServerTime()
    time.heard(now=10_000, local=500)
    assert time.wait_ms(10_100, local=500) == 100
    time.measured(now=10_000, sent=900, received=1_100)
    time.measured(now=20_000, sent=10_000, received=10_900)
    assert time.wait_ms(10_100, local=1_000) == 100
