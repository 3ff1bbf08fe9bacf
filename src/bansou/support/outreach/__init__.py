"""Going to the person: workers in the wards, the expert team, and its dispatch."""
