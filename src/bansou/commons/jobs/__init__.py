"""Work in the background: how a job is declared, put in the queue and taken up again."""
