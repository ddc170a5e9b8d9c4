"""The front end's own rules: what old phones can read, how much a page weighs, and the pure modules."""
