"""Everything that tests share comes from the plugins named here."""

pytest_plugins = [
    "tests.plugins.database",
    "tests.plugins.clock",
    "tests.plugins.commands",
    "tests.plugins.ledgers",
    "tests.plugins.browser",
    "tests.plugins.markup",
    "tests.plugins.site",
    "tests.plugins.capabilities",
]
