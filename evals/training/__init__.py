"""How the embedded reader's cross-encoder was trained, and on what. Nothing of the product imports this."""
