"""Live safety-knowledge contests: one program for the host, the teams, the judges and the hall.

Nothing but the version belongs here; importing the package must cost nothing.
"""

__version__ = "0.1.0"
