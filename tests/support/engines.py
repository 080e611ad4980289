"""Which databases a test runs on (decision 31): PostgreSQL, and SQLite too where SQL differs."""

import os

from tests.support.parts import is_part

SETTING = "UMAY_TEST_ENGINE"
"""Names the only engine where tests that name none run; without it, they run on theirs."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINES = (SQLITE, POSTGRESQL)

ON_BOTH = (
    "tests/backend/storage/",
    "tests/backend/api/test_feedback.py",
    "tests/backend/api/test_receipts.py",
    "tests/backend/services/counting/",
    "tests/backend/services/inbox/",
    "tests/backend/services/test_audit.py",
    "tests/backend/services/test_audit_at_once.py",
    "tests/backend/services/test_exactly_once.py",
    "tests/backend/services/test_lock_order.py",
    "tests/backend/services/test_publish_due.py",
    "tests/backend/services/test_second_word",
    "tests/backend/services/test_security_log.py",
    "tests/backend/services/test_sending.py",
    "tests/backend/services/test_shuffle.py",
    "tests/backend/services/test_tries.py",
    "tests/backend/services/test_visits.py",
    "tests/backend/services/test_withdraw_race.py",
    "tests/backend/services/test_young_questions.py",
    "tests/chaos/",
)
"""Where statements, locks, types or constraints differ between the engines, or processes meet.

Everywhere else both engines are asked the same by SQLAlchemy, and a test runs on PostgreSQL alone;
`UMAY_FULL=twins ./umay test` runs all of them on both.
"""


def engines_of(nodeid: str) -> tuple[str, ...]:
    """Return the engines on which a test runs that does not name one itself."""
    if alone := os.environ.get(SETTING):
        return (alone,)
    return ENGINES if is_part("twins") or nodeid.startswith(ON_BOTH) else (POSTGRESQL,)
