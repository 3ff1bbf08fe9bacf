"""Papers written with a person: assessment, career plan, résumé, with their versions."""
