"""`quizhub rehearse`: play a running contest with robots, from the lobby to the podium.

Only options and exit codes; everything that plays is in quizhub/robots, what is shown meanwhile in
rehearsing.py.
"""

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizhub.cli.speaking import AsJson, fail, print_json, read_file

if TYPE_CHECKING:
    from quizhub.robots.knowledge import Knowledge

NOT_FINISHED, USAGE, NO_SERVER = 1, 2, 3
_CAPTAINS_AT_MOST = 40


class HostedBy(StrEnum):
    """Who moves the show."""

    PERSON = "person"
    AUTO = "auto"


def rehearse(
    host_url: Annotated[
        str, typer.Option(help="The host link that `quizhub serve` prints, with its key.", metavar="URL")
    ],
    teams: Annotated[
        int,
        typer.Option(
            min=0, max=_CAPTAINS_AT_MOST, help="Robot captains at most; taken seats are left alone."
        ),
    ] = _CAPTAINS_AT_MOST,
    audience: Annotated[int, typer.Option(min=0, max=20_000, help="Robots in the hall.")] = 0,
    host: Annotated[
        HostedBy, typer.Option(help="auto: a robot hosts too and plays to the podium; person: you host.")
    ] = HostedBy.PERSON,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the robots decide the same.")] = 1,
    speed: Annotated[
        float,
        typer.Option(min=0.1, max=1000, help="10: reading and waiting take a tenth; the rules stay."),
    ] = 1.0,
    delay: Annotated[
        float,
        typer.Option(
            min=0, max=10_000, metavar="MS", help="Milliseconds each way on the lines of slow phones."
        ),
    ] = 0.0,
    loss: Annotated[
        float,
        typer.Option(
            min=0,
            max=0.9,
            metavar="P",
            help="Chance that such a line loses a packet and has to send it again.",
        ),
    ] = 0.0,
    dropout: Annotated[
        float,
        typer.Option(
            min=0, max=1, metavar="P", help="Chance that a dropping phone loses its socket in a question."
        ),
    ] = 0.25,
    answers: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Right answers the robots know (- reads them from the standard input): JSON, a list of "
            '{"stem": [texts], "answer": {…}} answers as in docs/protocol.md. Without it they guess.',
        ),
    ] = None,
    skill: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="P",
            help="Chance that a robot gives the right answer it knows (0.5), and that a robot host rules a "
            "spoken answer right (0.6 when nothing is said).",
        ),
    ] = None,
    patience: Annotated[
        float, typer.Option(min=1, help="Seconds without any progress after which a robot host gives up.")
    ] = 60.0,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; only what came out.")] = False,
) -> None:
    """Rehearse a running contest with simulated captains, audience and, if wanted, host.

    The phones are dealt in turn: steady, slow (with --delay or --loss), dropping, house device. At --speed 20
    a question that takes a minute in the hall takes about three seconds, at --speed 200 less than one.

    Exit codes: 0 finished and every promise kept · 1 not finished, or something lost or doubled · 2 wrong
    use · 3 no server.
    """
    from quizhub.cli.rehearsing import play, print_report
    from quizhub.robots.descriptors import room_for
    from quizhub.robots.door import JoinRefused, Unreachable, read_link
    from quizhub.robots.lines import Weather
    from quizhub.robots.rehearsal import Wishes
    from quizhub.robots.report import never_begun

    try:
        read_link(host_url)
    except ValueError as wrong:
        raise typer.BadParameter(f"{wrong}.", param_hint="--host-url") from wrong
    if too_many := room_for(teams + audience):
        raise typer.BadParameter(too_many, param_hint="--audience")
    weather = Weather(delay, loss, dropout)
    wishes = Wishes(host_url, teams, audience, host is HostedBy.AUTO, seed, speed, patience, weather)
    if skill is not None:
        wishes = replace(wishes, right_share=skill)
    if answers is not None:
        wishes = replace(wishes, knowledge=_known(answers, skill))
    try:
        report = play(wishes, silent=as_json or quiet)
    except (Unreachable, JoinRefused) as gone:
        no_server = isinstance(gone, Unreachable)
        sentence = _why(gone)
        if as_json:
            print_json(never_begun(seed, speed, weather, sentence).as_json())
        fail(sentence, NO_SERVER if no_server else USAGE)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)
    raise typer.Exit(0 if report.succeeded else NOT_FINISHED)


def _known(answers: str, skill: float | None) -> "Knowledge":
    """What the robots are to know; a usage error for a file that does not say it."""
    from quizhub.robots.knowledge import USUAL_SHARE, read_knowledge

    raw = sys.stdin.buffer.read() if answers == "-" else read_file(Path(answers))
    try:
        return read_knowledge(raw, USUAL_SHARE if skill is None else skill)
    except ValueError as wrong:
        raise typer.BadParameter(f"{wrong}.", param_hint="--answers") from wrong


def _why(gone: Exception) -> str:
    """Why the robots could not begin; the server's sentence about a wrong code would speak of join codes."""
    from quizhub.robots.door import JoinRefused

    if not isinstance(gone, JoinRefused):
        return str(gone)
    why = (
        gone
        if gone.code != "wrong_code"
        else "no contest there has its key. Is it the link of another server?"
    )
    return f"The host link does not work: {why}"
