"""Checks of the network: which address phones are told, and whether the port is to be had."""

import ipaddress

from quizhub.cli.checks.found import Found, ok, problem, warning
from quizhub.cli.listening import CannotListen, listen


def addresses(found: list[str], port: int) -> Found:
    """`found` with the likeliest first, as `quizhub serve` chooses."""
    if not found:
        return problem(
            "addresses",
            "本机没有手机能访问的网络地址",
            "this machine has no address phones could reach",
            "请连接路由器（有线或无线），不需要互联网",
            "connect it to the router, by cable or Wi-Fi; no internet is needed",
        )
    chosen = found[0]
    url = chosen if port == 80 else f"{chosen}:{port}"
    others = ", ".join(found[1:])
    zh = f"手机访问 http://{url}" + (f"（其他地址 {others}）" if others else "")
    en = f"phones are told http://{url}" + (f" (also {others})" if others else "")
    if not ipaddress.ip_address(chosen).is_private:
        return warning(
            "addresses",
            f"{zh}：这是公网地址",
            f"{en}: that is an address of the internet",
            "比赛请用路由器的局域网；确需公网时用 --profile public 并放在 HTTPS 之后",
            "use the router's own network; on the internet --profile public behind HTTPS",
        )
    if others:
        return warning(
            "addresses",
            zh,
            en,
            f"如果手机打不开，换一个：quizhub serve --host {found[1]}",
            f"if phones cannot open it, choose another: quizhub serve --host {found[1]}",
        )
    return ok("addresses", zh, en)


def port(number: int, running: bool) -> Found:
    """`running`: a server works with the data folder at this moment."""
    try:
        listen("0.0.0.0", number).close()
    except CannotListen as error:
        if running:
            return ok(
                "port", f"端口 {number} 正由 QuizHub 使用", f"port {number} is in use, and QuizHub is running"
            )
        return problem(
            "port",
            f"端口 {number} 不可用",
            f"port {number} cannot be had: {error}",
            f"换一个端口：quizhub serve --port {number + 1}",
            f"choose another: quizhub serve --port {number + 1}",
        )
    return ok("port", f"端口 {number} 可用", f"port {number} is free")
