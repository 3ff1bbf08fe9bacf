"""The matching officer's desk: companies, visits, openings, host places; counsellors read along."""
