"""The supervisor's board: what is to be done, by whose it is; each figure opens to its list."""
