"""What is kept on disk: the event log of every contest, who may enter, and who organises.

Used by live, web and the command line. Knows SQL; knows nothing of sockets or pages.
"""
