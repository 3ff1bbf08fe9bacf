"""Papers at the counsellor's desk: written with the person, compared, printed, signed."""
