"""A municipality's rules as data: TOML read into checked shapes. Pure Python."""
