"""My page: what is next, my courses, what was shared with me, who has opened my record."""
