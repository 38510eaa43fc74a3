"""Is it any good, and did we just make it worse."""
