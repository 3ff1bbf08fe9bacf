"""Who was registered twice: pairs that look like one person, and two rows made one, to be undone."""
