"""二重登録: pairs that look like one person, making them one, and taking that back."""
