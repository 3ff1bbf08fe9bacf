"""Who is posted in which ward, from when until when, and where nobody is."""
