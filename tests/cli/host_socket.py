"""A host at a running server in a few lines: presses the key, and keeps the sections it is told.

Used by the tests of backups and of the bench. An ordinary client of docs/protocol.md, one step at a time.
"""

import json
import secrets
from types import TracebackType
from typing import Any, Self

import httpx2
from websockets.sync.client import connect
from websockets.typing import Origin


class HostSocket:
    """`url` is the host link that `quizhub serve --json` prints."""

    def __init__(self, url: str) -> None:
        base, _, key = url.partition("/host/")
        key = key.partition("?key=")[2]
        entered = httpx2.post(f"{base}/api/enter", json={"key": key}, headers={"Origin": base})
        cookie = entered.headers["set-cookie"].partition(";")[0]
        self.sections: dict[str, Any] = {}
        self._connection = connect(
            base.replace("http", "ws", 1) + "/live/host",
            origin=Origin(base),
            additional_headers={"Cookie": cookie},
            compression=None,
            proxy=None,
        )

    def __enter__(self) -> Self:
        self._socket = self._connection.__enter__()
        self._socket.send('{"hello": 1, "lang": "en"}')
        self._hear()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.__exit__(kind, error, trace)

    def next(self, *effects: str) -> None:
        """Press the key once for each effect, which must be what it is labelled with."""
        for effect in effects:
            step = self.sections["next"]
            assert step["effect"] == effect
            sent = secrets.token_hex(8)
            command = {"id": sent, "do": "Next", "step": step["moves"], "effect": effect}
            self._socket.send(json.dumps(command))
            acknowledged = False
            while not acknowledged or self.sections["next"]["moves"] == step["moves"]:
                message = self._hear()
                assert message.get("no") != sent, message
                acknowledged = acknowledged or message.get("ack") == sent

    def _hear(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self._socket.recv(timeout=30))
        if "now" in message:
            self.sections.update({k: v for k, v in message.items() if k not in ("v", "now", "ping", "pong")})
        return message
