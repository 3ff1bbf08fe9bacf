"""Accounts of companies: invited by the office, opened by a letter and the corporate number."""
