"""Cases, enrolments, assignment."""
