"""What people agree to: for what, since when, and until they take it back."""
