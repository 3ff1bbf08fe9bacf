"""訪問・専門チーム: wards and their workers, the expert team, its dispatch, and what follows it."""
