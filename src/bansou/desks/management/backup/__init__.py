"""Backups of database, files and keys, each in an archive of its own, and the way back."""
