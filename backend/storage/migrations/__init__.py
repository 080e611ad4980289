"""Migrations: each form that the tables have had, and how one becomes the next."""
