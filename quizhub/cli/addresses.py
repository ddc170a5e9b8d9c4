"""The addresses of this machine, best first for phones in the hall. Standard library only.

Nothing is sent: the route to an address is asked of the operating system, not of the network.
"""

import contextlib
import ipaddress
import socket
import struct
import sys

LOOPBACK = "127.0.0.1"
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vbox", "tun", "tap", "utun", "wg", "zt", "lo")
_ASK_LINUX, _ASK_MAC = 0x8915, 0xC0206921


def machine_addresses() -> list[str]:
    """IPv4 addresses phones could reach, the likeliest first; empty without a network."""
    routed = _routed()
    real, virtual = _by_interface()
    named = [] if real else _by_name()
    found = (
        [routed, *real, *named, *virtual] if routed in (*real, *named) else [*real, *named, routed, *virtual]
    )
    usable = [address for address in found if address and _usable(address)]
    private = [address for address in usable if ipaddress.ip_address(address).is_private]
    return list(dict.fromkeys([*private, *usable]))


def host_names() -> list[str]:
    """The names this machine goes by."""
    name = socket.gethostname().lower()
    return [name, f"{name}.local"] if name and "." not in name else [name] if name else []


def _usable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _routed() -> str:
    """The address the machine would use towards the internet, or "" when it knows no way there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def _by_name() -> list[str]:
    """What the machine's own name stands for; on Windows that is every address."""
    with contextlib.suppress(OSError):
        return [str(item[4][0]) for item in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _by_interface() -> tuple[list[str], list[str]]:
    """Addresses of real and of virtual interfaces, on Linux and macOS."""
    real: list[str] = []
    virtual: list[str] = []
    if sys.platform == "win32":
        return real, virtual
    import fcntl

    request = _ASK_MAC if sys.platform == "darwin" else _ASK_LINUX
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(asking, request, struct.pack("256s", name.encode()[:15]))
                address = socket.inet_ntoa(answer[20:24])
                (virtual if name.startswith(_VIRTUAL) else real).append(address)
    return real, virtual
