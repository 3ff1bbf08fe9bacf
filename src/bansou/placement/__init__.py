"""Into work, and staying there."""
