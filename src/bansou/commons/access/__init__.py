"""Who may see and do what: the table, grants, and the transaction in which somebody acts."""
