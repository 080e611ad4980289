-- The tables as the first version of the app made them, with answers it had not yet sent.
PRAGMA journal_mode=WAL;
CREATE TABLE document (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE place (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'aside')),
    attempts INTEGER NOT NULL DEFAULT 0,
    own_failures INTEGER NOT NULL DEFAULT 0,
    is_repaired INTEGER NOT NULL DEFAULT 0,
    refusal TEXT,
    retry_at INTEGER
);

INSERT INTO setting VALUES ('mirror', '{"epoch": "first", "version": 3, "published_at": "2026-11-27T23:30:00Z", "etag": "\"held\""}');
INSERT INTO outbox (id, body) VALUES ('0d9a4a4e-9d0b-4c58-8a53-6f2b8d3c1a01', '{"level":"fairly_unsafe","week":"2026-W48"}');
INSERT INTO outbox (id, body, attempts, own_failures, is_repaired) VALUES ('0d9a4a4e-9d0b-4c58-8a53-6f2b8d3c1a02', '{"level":"very_safe","week":"2026-W47"}', 2, 1, 1);
INSERT INTO outbox (id, body, state, refusal, retry_at) VALUES ('0d9a4a4e-9d0b-4c58-8a53-6f2b8d3c1a03', '{"level":"very_unsafe"}', 'aside', 'unexpected', 29900000);
PRAGMA user_version=1;
