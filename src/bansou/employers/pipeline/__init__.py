"""How far the office has come with each company (企業開拓の段階): read from what is on record."""
