"""How willing companies are: written down with evidence, asked again in time, counted over time."""
