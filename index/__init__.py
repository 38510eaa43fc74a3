"""Articles in, ranked passages out."""
