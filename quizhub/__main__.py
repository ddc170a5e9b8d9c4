"""`python -m quizhub`: the same as the `quizhub` program."""

from quizhub.cli import main

if __name__ == "__main__":
    main()
