"""Visits and calls to companies (求人開拓): what was said, what keeps them back, what comes next."""
