"""支給: claims for the person of a case, and what they get from elsewhere."""
