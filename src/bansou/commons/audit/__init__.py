"""History of every change and log of every reading."""
