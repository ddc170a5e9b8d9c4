"""Question banks: bytes to questions and back. Knows formats, never paths or sockets.

Nothing here raises for content: readers return what they could take and a `Problem` for the rest.
"""
