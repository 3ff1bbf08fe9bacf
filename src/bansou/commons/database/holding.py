"""Holding by a key what no row stands for, until the transaction ends."""

from django.db import connection


def hold_until_the_end(key: str) -> None:
    """Wait for whoever holds the same key in another transaction, then hold it oneself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
