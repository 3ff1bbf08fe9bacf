"""The budget of a programme's year by headings: what is committed, paid and left."""
