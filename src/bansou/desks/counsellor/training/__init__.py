"""Courses on a case: what the person holds, what they apply for, and the counsellor's approval."""
