"""The catalogue as a database: rows, tables, building, opening."""
