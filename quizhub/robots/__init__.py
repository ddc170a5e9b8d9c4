"""Robots: simulated captains, audience, host and screen that play a contest over real sockets.

Clients like any other: they know docs/protocol.md and nothing of the server's inside. Used by
`quizhub rehearse` and by load tests.
"""
