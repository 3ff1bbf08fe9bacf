"""The template library `bansou` (named in the settings, since it lives below the app)."""
