"""The desk of courses: what is offered and when, who has a seat, who came on which day."""
