"""What is handed to whom: with whose consent, item by item, and a record of all that was handed over."""
