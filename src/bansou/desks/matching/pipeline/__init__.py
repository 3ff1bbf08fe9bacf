"""開拓の段階: how far the office has come, as a board whose numbers open to the companies."""
