"""The fuse box: settings, the embedded database, start and stop. It stands outside the rooms."""
