"""One module a command; `config.console` runs them."""
