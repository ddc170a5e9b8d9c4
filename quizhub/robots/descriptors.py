"""How many sockets this process may open, and raising that as far as the system lets us."""

import sys

_OWN = 100
"""Files and sockets a process needs besides its robots."""


def room_for(robots: int) -> str | None:
    """Make room for so many robots; a sentence when the system does not allow it, else None.

    Each robot holds one socket, and for a moment a second one while it joins.
    """
    if sys.platform == "win32":
        return None
    import resource

    needed = robots + min(robots, 200) + _OWN
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or needed <= soft:
        return None
    wanted = needed if hard == resource.RLIM_INFINITY else hard
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):
        wanted = soft
    if needed <= wanted:
        return None
    return (
        f"{robots} robots need {needed} open files and this system allows {wanted}: "
        f"raise it with `ulimit -n {needed}` first, or take fewer robots."
    )
