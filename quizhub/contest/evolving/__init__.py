"""What then is true, event by event: one small function each, gathered into the table of `evolve`.

Knows no rules and refuses nothing: whatever stands in the log happened.
"""
