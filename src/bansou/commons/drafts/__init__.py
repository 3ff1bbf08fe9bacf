"""What somebody is still writing."""
