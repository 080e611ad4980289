"""Records: what an administrator sets for the partnership."""

from typing import Any

from sqlalchemy import JSON, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of

MAP_PACK = "map_pack"
"""The setting that says which map pack is current: its member of the manifest."""

YOUNG_QUESTIONS = "young_questions"
"""The setting that says what 13 to 17 year-olds are asked: off, on or on-with-weapon."""

EXAMPLE_ANSWERS = "example_answers"
"""The setting that says that the answers were invented, for a demonstration."""

RUNNING_TOTAL = "running_total"
"""The setting that holds the present quarter and how many answers count so far, rounded."""

CHECKS_TURNED = "checks_turned"
"""The setting that says in which week residents' words were last looked at for spot checks."""

LET_IN_ON = "let_in_on"
"""The setting that says on which day it was last looked at what days before had no room for."""

INBOX_TURNED = "inbox_turned"
"""The setting that says in which week answers were last let in to be read, and how many are unread.

`mondays` counts the Mondays on which fewer than come in together have waited for others.
"""

SHUFFLED_ON = "shuffled_on"
"""The setting that says on which day answers were last rewritten in random order."""

READINESS_PERIODS = "readiness_periods"
"""The setting that says how long confirmations, training and checks hold."""

BACKED_UP = "backed_up"
"""The setting that says when the last whole backup was made (`at`), and of which kind it was.

deploy/backup/backup.sh writes it too.
"""

RECORD_KEYING = "record_keying"
"""The setting that holds what the keys of records are made with, for the noise in figures.

It is drawn once and never again: with another one the same answers would give other figures.
"""

SENDER_KEY = "sender_key "
"""What the setting is called that holds the key of a day, before the day."""

_EVER = "Kept until it is set anew."


class SettingRow(Row):
    """One setting and its value."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True, comment=f"Which. {_EVER}")
    value: Mapped[Any] = mapped_column(JSON, comment=f"Its value. {_EVER}")


def setting(session: Session, name: str) -> Any:  # noqa: ANN401 - a setting is any JSON
    """Return the value of a setting, or None where it was never set."""
    row = session.get(SettingRow, name)
    return None if row is None else row.value


def set_first(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Set a setting unless somebody has; of several at once the first one's stands for all."""
    first = insert_into(table_of(SettingRow), dialect_of(session)).values(name=name, value=value)
    session.execute(first.on_conflict_do_nothing())


def forget_others(session: Session, prefix: str, name: str) -> None:
    """Take away every setting whose name begins so, but one."""
    others = delete(SettingRow).where(SettingRow.name.startswith(prefix), SettingRow.name != name)
    session.execute(others.execution_options(synchronize_session=False))


def set_setting(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Set a setting; None takes it away."""
    if value is not None:
        session.merge(SettingRow(name=name, value=value))
    elif row := session.get(SettingRow, name):
        session.delete(row)
