"""The counsellor's desk: the day, cases, consultations; what a contractor's staff see of them."""
