"""Benches of the engines at the nation's size, beside their peers."""
