"""The manager's desk: programmes and their figures, targets, schemes, case sheets, staff."""
