"""What is shown by great numbers: too slow for the suite, run by `make proofs`; the suite runs a part."""
