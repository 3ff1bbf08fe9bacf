"""Host places (受入先): where somebody can look at work or try it; apart from openings."""
