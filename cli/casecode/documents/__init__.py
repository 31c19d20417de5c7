"""Source documents: their text with places in it, and the words that evidence quotes from them."""
