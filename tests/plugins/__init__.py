"""What all tests share: the database, commands, the browser, the list of proofs."""
