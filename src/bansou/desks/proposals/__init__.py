"""Where people and openings are brought together: by matching officers, and by counsellors for their own."""
