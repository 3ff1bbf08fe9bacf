"""Texts under lock: sealed with a key of their case, which lies outside the database."""
