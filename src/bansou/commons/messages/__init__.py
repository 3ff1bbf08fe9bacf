"""Letters to members. They say that something waits on the desk, never whose it is or what."""
