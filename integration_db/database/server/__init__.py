"""The catalogue on a PostgreSQL server, for a team: its generations, loading and reading them."""
