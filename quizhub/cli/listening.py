"""The listening socket, bound before anything is printed, so that a link never leads to nobody."""

import errno
import socket
import sys

BACKLOG = 4096


class CannotListen(Exception):
    """The address or port is not to be had; the text is a sentence with a way out."""


def listen(address: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        # On Windows the option would let a second server take the port of the first.
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind((address, port))
        # Listening now makes a second server fail at once, and early phones wait instead of failing.
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise CannotListen(_sentence(error, address, port)) from error
    return listening


def _sentence(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) == 10013:
        return (
            f"Port {port} is in use, perhaps by another QuizHub. "
            f"Stop that one, or choose another port: quizhub serve --port {port + 1}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used by this account; choose one above 1024, such as 8000."
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"{address} is not an address of this machine."
    return f"Cannot listen on {address} port {port}: {error.strerror}."
