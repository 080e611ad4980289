"""Records: rows and named queries on SQLite and PostgreSQL; this room never commits."""
