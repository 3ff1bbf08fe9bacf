"""Companies as one organisation knows them, and who has been registered twice."""
