"""The rules of a contest: pure functions over frozen values.

`decide` says what may happen, `evolve` what then is true, `views` what a seat may know.
Nothing in here knows sockets, files, the clock or chance; time arrives as an argument and
randomness as a recorded seed.
"""
