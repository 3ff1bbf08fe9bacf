"""Where it is decided how long records are kept and what of them is erased."""
