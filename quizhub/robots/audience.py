"""A robot in the hall: plays along on its phone, and keeps only the sections it needs for that."""

from quizhub.robots.answering import Answering
from quizhub.robots.client import Client
from quizhub.robots.outbox import Sent

SECTIONS = frozenset({"stage", "me", "can"})


class Audience:
    def __init__(self, client: Client, answering: Answering) -> None:
        self.client = client
        self._answering = answering
        client.listener = self._changed
        client.on_settled = self._settled

    def _changed(self, names: set[str]) -> None:
        self._answering.consider()

    def _settled(self, sent: Sent) -> None:
        self._answering.settled(sent)
