"""Where psychologists sit: those in whose team they are, and their hours."""
