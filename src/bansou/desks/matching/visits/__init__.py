"""Recording visits and calls to companies, on a phone too."""
