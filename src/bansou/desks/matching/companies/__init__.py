"""The registry of companies: the list, one company's page, registering and putting right."""
