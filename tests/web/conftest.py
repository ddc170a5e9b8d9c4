"""A whole server without a socket: the real application over a database in a temporary folder."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from quizhub.app import build_app, open_place
from quizhub.banks.reader import read_bank
from quizhub.clock import FakeClock
from quizhub.contest.plan import Plan
from quizhub.live.hall import ContestInfo, ContestLinks, SeatCard
from quizhub.settings import Settings
from quizhub.storage.bank_files import SAMPLE, Library
from quizhub.storage.database import Database
from quizhub.storage.plan_file import read_plan
from quizhub.web.assets import question_banks
from quizhub.web.place import Place

ADDRESS = "192.168.1.5"
HERE = f"http://{ADDRESS}:8000"


@dataclass
class Server:
    """One running application and one contest on it."""

    place: Place
    app: object
    client: TestClient
    info: ContestInfo
    links: ContestLinks
    cards: list[SeatCard]
    clock: FakeClock

    def visitor(self, language: str = "en") -> TestClient:
        """Another browser: its own cookies, the same server."""
        other = TestClient(
            self.app,  # type: ignore[arg-type]
            base_url=HERE,
            headers={"origin": HERE, "accept-language": language},
            follow_redirects=False,
        )
        # The running event loop is the first client's; a second one would start another.
        other.portal = self.client.portal
        return other


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Library:
    """The shipped banks, read once for all tests."""
    library = Library(question_banks(), tmp_path_factory.mktemp("own"))
    assert library.banks()
    return library


@pytest.fixture(scope="session")
def sample_plan(library: Library) -> Plan:
    """The sample contest, drawn once for all tests."""
    plan = read_plan(library.read_sample(SAMPLE) or b"", SAMPLE, library.banks(), 1).plan
    assert plan is not None
    return plan


@pytest.fixture
def server(tmp_path, library: Library, sample_plan: Plan) -> Iterator[Server]:
    clock = FakeClock(1_763_888_888_888)
    database = Database.open(tmp_path / "quizhub.db")
    settings = Settings(data=tmp_path, port=8000, address=ADDRESS, allowed_hosts=("hall-laptop",))
    # In this process: starting one for every file would take a second each.
    place = open_place(settings, database, clock, read_file=read_bank)
    place.library._read.update(library._read)
    app = build_app(place)
    try:
        with TestClient(app, base_url=HERE, headers={"origin": HERE, "accept-language": "en"}) as client:
            assert client.portal is not None
            info = client.portal.call(place.hall.create, sample_plan)
            cards = client.portal.call(place.hall.cards, info.id)
            yield Server(place, app, client, info, place.hall.links(info), cards, clock)
    finally:
        database.close()


@pytest.fixture
def visitor(server: Server) -> TestClient:
    return server.visitor()
