"""The phone's memory: places, outbox, settings in one sqlite3 file; no Kivy, no network."""
