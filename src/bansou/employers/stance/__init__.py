"""How willing a company is to hire or host (採用意欲), on which day and by what evidence."""
