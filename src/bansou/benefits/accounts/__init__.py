"""Bank accounts of people and of the office (口座), and the letters that banks take."""
