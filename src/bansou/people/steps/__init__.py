"""The spine: every supported act on a case."""
