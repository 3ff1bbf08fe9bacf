"""What is kept as a file, and what is drawn for paper."""
