"""The live pages in a real browser, against written views or a real server."""
