"""`quizhub bench`: what the running server costs, beside the least that any server could cost here.

Measures the real program (a `quizhub serve` of its own on loopback, real seats, SQLite as always) and,
alternating with it, a bare server that only moves the same bytes. Linux only. Nothing else imports this.
"""
