"""The national grant: what a municipality applies for, answers for, and shows to others."""
