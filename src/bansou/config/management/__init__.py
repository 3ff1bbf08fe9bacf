"""Commands of starting, stopping and configuring."""
