"""Cases: the list, one case, registering, and what changes about one."""
