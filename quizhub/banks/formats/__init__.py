"""One module for each file format; `quizhub.banks.reader` chooses between them."""
