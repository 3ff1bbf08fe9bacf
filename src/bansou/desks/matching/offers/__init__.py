"""What companies offer: openings (求人) and host places (受入先), apart and by the same pages."""
