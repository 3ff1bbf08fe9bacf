"""What a municipality runs in a fiscal year: programmes, their schemes in force, budget, contracts."""
