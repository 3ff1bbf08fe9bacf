"""Money to people (給付): claims, approval by another person, bank accounts, payment lists."""
