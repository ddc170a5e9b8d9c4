"""What is printed once the server listens: links, addresses and the QR code for phones; or one JSON line.

The only place where the host's and the desk's keys are written out.
"""

import sys
from io import StringIO

import segno
import typer
from rich.cells import set_cell_size
from rich.console import Console

from quizhub.cli.speaking import print_json
from quizhub.live.hall import ContestInfo, ContestLinks
from quizhub.questions.text import text_in
from quizhub.settings import Profile
from quizhub.web.place import Place

NARROWEST_FOR_QR = 60
NAME_COLUMN = 16


async def announce(place: Place, info: ContestInfo, warnings: list[str], *, as_json: bool) -> None:
    """Say where to go."""
    links = place.hall.links(info)
    desk_url = await _desk_url(place)
    settings = place.settings
    if as_json:
        print_json(
            {
                "desk_url": desk_url,
                "host_url": links.host_url,
                "screen_url": links.screen_url,
                "arbiter_url": links.arbiter_url,
                "buttons_url": links.buttons_url,
                "join_url": links.join_url,
                "contest": info.id,
                "code": info.code,
                "addresses": list(settings.addresses),
            }
        )
        return
    console = Console(highlight=False)
    console.print(f"QuizHub · {text_in(info.title, 'zh-Hans')}", style="bold", markup=False)
    for line in _links(info, links, desk_url):
        console.print(line, soft_wrap=True, markup=False)
    _print_addresses(console, place)
    if sys.stdout.isatty() and console.width >= NARROWEST_FOR_QR:
        drawn = StringIO()
        segno.make(links.join_url, error="m", micro=False).terminal(out=drawn, border=2, compact=True)
        typer.echo(drawn.getvalue())
    for warning in warnings:
        console.print(f"Note: {warning}", style="dim", markup=False, soft_wrap=True)
    console.print("Stop with Ctrl-C.", style="dim")
    sys.stdout.flush()


async def _desk_url(place: Place) -> str:
    """With the key from here while nobody has set a password."""
    url = f"{place.settings.base_url}/desk"
    return f"{url}?key={place.desk.first_key}" if await place.desk.is_new() else url


def _links(info: ContestInfo, links: ContestLinks, desk_url: str) -> list[str]:
    """One line a link, never cut or broken: somebody copies them."""
    rows = (
        ("主持人 Host", links.host_url),
        ("大屏幕 Screen", links.screen_url),
        ("裁判 Arbiter", links.arbiter_url),
        ("手机 Phones", f"{links.join_url}   {info.code[:3]} {info.code[3:]}"),
        ("工作台 Desk", desk_url),
    )
    return [f"{set_cell_size(name, NAME_COLUMN)}{url}" for name, url in rows]


def _print_addresses(console: Console, place: Place) -> None:
    settings = place.settings
    if settings.profile is Profile.PUBLIC:
        return
    others = [address for address in settings.addresses if address != settings.address]
    if not settings.addresses:
        console.print(
            "This machine is in no network: phones cannot reach it. Join the hall's Wi-Fi and start again.",
            style="yellow",
        )
    elif settings.address in ("127.0.0.1", "localhost", "::1"):
        console.print("Only this machine can reach it; for phones leave out --host.", style="yellow")
    elif others:
        console.print(
            f"This machine is in several networks; phones are told {settings.address}. "
            f"If they are in another one: quizhub serve --host {others[0]}"
            + (f" (or {', '.join(others[1:])})" if others[1:] else "")
        )
