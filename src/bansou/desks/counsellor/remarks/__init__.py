"""One record with what was remarked on it and answered."""
