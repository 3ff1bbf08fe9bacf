"""Bodies with records of their own and the people who work in them."""
