"""What is left of a contest on paper: its results as tables, the rulebook, sheets to run it by.

Pure: rows and sentences from a plan or a state. Pages and workbooks are made of them in `web`.
"""
