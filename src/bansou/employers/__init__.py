"""Companies and the visits to them."""
