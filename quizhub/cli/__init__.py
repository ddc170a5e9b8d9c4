"""The command line: `quizhub serve · rehearse · bank · contest`. One module for each group of commands.

Only options, what is printed, and exit codes: 0 done, 1 something is wrong with the content, 2 wrong
use, 3 cannot start. Heavy imports happen inside the commands, so that `--help` is quick.
"""

from quizhub.cli.commands import app


def main() -> None:
    """What the `quizhub` program runs."""
    app()


__all__ = ["app", "main"]
