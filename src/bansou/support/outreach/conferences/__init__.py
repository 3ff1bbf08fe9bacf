"""Case conferences: who took part, what each was shown, on what legal basis, and what came of it."""
