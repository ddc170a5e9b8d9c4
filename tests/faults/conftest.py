"""The hall and the show of the tests of live."""

from tests.live.conftest import clock, hall, path, show

__all__ = ["clock", "hall", "path", "show"]
