"""Question tables of every maker: one reader with synonyms for header words, and the writers of sheets."""
