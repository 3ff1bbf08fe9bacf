"""The person and the running alongside: persons, cases, referrals, steps."""
