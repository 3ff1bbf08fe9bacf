"""Job openings (求人): their conditions, and whether they still stand."""
