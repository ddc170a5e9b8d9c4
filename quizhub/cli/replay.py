"""`quizhub contest replay`: fold a contest's log again and say what it proves.

Reads only, so it may run beside the server. Two machines with the same log print the same result.
"""

from typing import Annotated, Any

import typer

from quizhub.cli.speaking import CONTENT, DEFAULT_DATA, AsJson, DataFolder, fail, print_json


def replay(
    contest: Annotated[str, typer.Argument(help="Id or join code of the contest.")],
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Fold a contest's log again: standings, version, and whether the log is as it was written.

    Exit code 1 when the contest is not there or its log was changed.
    """
    from quizhub.cli.making import open_to_read

    database = open_to_read(data)
    try:
        told = _replayed(database, contest)
    finally:
        database.close()
    if as_json:
        print_json(told)
        return
    typer.echo(f"Contest {told['contest']}, {told['phase']}, {told['version']} events, log whole.")
    typer.echo(f"Last hash {told['hash']}")
    for row in told["standings"]:
        typer.echo(f"{row['rank']:>3}  {row['points']:>6}  {row['name']}")


def _replayed(database: Any, contest: str) -> dict[str, Any]:
    from quizhub.contest.evolve import replay as fold
    from quizhub.contest.standings import places
    from quizhub.storage.contests import Contests
    from quizhub.storage.event_log import ChainBroken, EventLog, verify

    row = Contests(database).find_now(contest)
    if row is None:
        fail(f"There is no contest {contest} in {database.where}.", CONTENT)
    stored = EventLog(database).read_now(row.id)
    try:
        last = verify(stored)
    except ChainBroken as broken:
        fail(f"The log of contest {row.id} was changed: {broken}.", CONTENT)
    state = fold(event.event() for event in stored)
    return {
        "contest": row.id,
        "code": row.code,
        "title": dict(row.title),
        "phase": state.show.picture,
        "version": state.version,
        "hash": last,
        "standings": [
            {
                "team": place.team,
                "name": state.plan.team_by_id[place.team].name,
                "points": place.points,
                "rank": place.rank,
            }
            for place in places(state)
        ],
    }
