"""What all desks have in common: layout, components, forms, and how they say no."""
