"""What `quizhub doctor` looks at: the machine, the network, the data folder. Each check says what it found
and, unless all is well, what to do, in Chinese and in English. Nothing is changed.
"""
