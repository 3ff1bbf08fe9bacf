"""Pure computation: no database, no clock, no input or output."""
