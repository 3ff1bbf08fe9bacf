"""How long records are kept, what must be kept longer, and erasing them by two people."""
