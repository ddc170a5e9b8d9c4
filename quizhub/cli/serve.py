"""`quizhub serve`: the server, and the links it prints once it listens."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated

import typer

from quizhub.cli.speaking import CANNOT_START, DEFAULT_DATA, AsJson, DataFolder, fail, read_file
from quizhub.settings import Profile, Settings

EVERYWHERE = ("0.0.0.0", "::", "")
_NAME = re.compile(r"[\w.-]*")


def _checked(name: str) -> str:
    """A name or address alone: with anything else no link would work."""
    if _NAME.fullmatch(name) is not None:
        return name
    try:
        return str(ipaddress.IPv6Address(name))
    except ValueError as error:
        sentence = f"“{name}” is no name or address; write it alone, such as 192.168.1.5."
        raise typer.BadParameter(sentence) from error


def _all_checked(names: list[str] | None) -> list[str]:
    return [_checked(name) for name in names or ()]


def serve(
    data: DataFolder = DEFAULT_DATA,
    host: Annotated[
        str,
        typer.Option(
            help="The address or name phones are told; 0.0.0.0 chooses the likeliest one of this machine.",
            envvar="QUIZHUB_HOST",
            callback=_checked,
        ),
    ] = "0.0.0.0",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="0 takes any free port.", envvar="QUIZHUB_PORT")
    ] = 8000,
    bind: Annotated[
        str | None,
        typer.Option(help="The address to listen on, if not all of this machine's.", envvar="QUIZHUB_BIND"),
    ] = None,
    profile: Annotated[
        Profile,
        typer.Option(help="hall: plain HTTP in a private network; public: behind an HTTPS proxy."),
    ] = Profile.HALL,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            help="A further name the server may be called by; repeatable.",
            callback=_all_checked,
        ),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option(help="Make a contest from this plan file and show its links.")
    ] = None,
    contest: Annotated[
        str | None, typer.Option(help="Show the links of this contest instead of the newest.")
    ] = None,
    as_json: AsJson = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="For developers: pages are read anew each time.", hidden=True)
    ] = False,
) -> None:
    """Start QuizHub and print the links for desk, host, screen and phones.

    The first start makes a sample contest. Stop with Ctrl-C; everything confirmed is kept, and the next
    start goes on where this one stopped. Exit code 3 when it cannot start.
    """
    from quizhub.cli.addresses import host_names, machine_addresses
    from quizhub.cli.listening import CannotListen, listen
    from quizhub.cli.running import Wishes, run
    from quizhub.storage.bank_files import files_beside

    found = machine_addresses()
    listening = listening_address(host, bind, profile)
    try:
        socket = listen(listening, port)
    except CannotListen as error:
        fail(str(error), CANNOT_START)
    settings = Settings(
        data=data,
        bind=listening,
        port=socket.getsockname()[1],
        address=told_address(host, listening, found),
        addresses=tuple(found),
        allowed_hosts=(*host_names(), *(allow_host or ())),
        profile=profile,
        watch=watch,
    )
    wishes = Wishes(
        plan_name=plan.name if plan else "",
        plan=read_file(plan) if plan else None,
        beside=files_beside(plan) if plan else {},
        contest=contest,
        as_json=as_json,
    )
    raise typer.Exit(run(settings, socket, wishes))


def listening_address(host: str, bind: str | None, profile: Profile) -> str:
    """What to listen on: everything in a hall, only this machine behind a proxy, loopback for loopback.

    An address of the hall is told to phones, but the laptop itself keeps reaching us as localhost.
    """
    if bind is not None:
        return bind
    if host in ("localhost", "127.0.0.1", "::1"):
        return "127.0.0.1" if host == "localhost" else host
    if profile is Profile.PUBLIC:
        return "127.0.0.1"
    return "::" if host == "::" else "0.0.0.0"


def told_address(host: str, listening: str, found: list[str]) -> str:
    """What phones are told: the name asked for, else the likeliest address, else this machine alone."""
    if host not in EVERYWHERE:
        return host
    if listening not in EVERYWHERE:
        return listening
    return found[0] if found else "127.0.0.1"
