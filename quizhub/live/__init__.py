"""A running contest: the actor that decides, the sockets that hear of it, and who may get in.

Used by web and the command line. Knows storage and the contest's rules; knows no URL, page or cookie.
"""
