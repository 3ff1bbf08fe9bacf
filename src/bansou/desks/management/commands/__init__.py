"""Commands that read and write through the same actions as the desks."""
