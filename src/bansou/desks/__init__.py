"""Where people sit: the only room with views, forms, templates and addresses."""
