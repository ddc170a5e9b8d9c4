"""The tests, laid out like quizhub/. A package, so that tests can share what lies in here."""
