"""Qualifications and courses: what is offered, who applies, who attends, what they hold then."""
