"""What PostgreSQL itself guards: row policies, actors, keepers, and the roles' rights (ADR 0004)."""
