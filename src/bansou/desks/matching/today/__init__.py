"""The first page of the officer's day, and what was promised to companies."""
