"""Benchmarks: figures as ratios and CPU per request on stated data. They are not tests."""
