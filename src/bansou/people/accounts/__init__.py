"""Accounts of the people who are supported: opened by a letter, renewed and ended by the office."""
