"""Bansou: records of accompanying support, and the figures that come from them."""
