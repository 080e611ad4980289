"""Records: what an administrator sets for the partnership."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.database import Row

MAP_PACK = "map_pack"
"""The setting that says which map pack is current: its member of the manifest."""

YOUNG_QUESTIONS = "young_questions"
"""The setting that says what 13 to 17 year-olds are asked: off, on or on-with-weapon."""

EXAMPLE_ANSWERS = "example_answers"
"""The setting that says that the answers were invented, for a demonstration."""

RUNNING_TOTAL = "running_total"
"""The setting that holds the present quarter and how many answers count so far, rounded."""

SHUFFLED_ON = "shuffled_on"
"""The setting that says on which day answers were last rewritten in random order."""

READINESS_PERIODS = "readiness_periods"
"""The setting that says how long confirmations, training and checks hold."""

SENDER_KEY = "sender_key"
"""The setting that holds the key of the day under which senders' marks are made."""

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


def set_setting(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Set a setting; None takes it away."""
    if value is not None:
        session.merge(SettingRow(name=name, value=value))
    elif row := session.get(SettingRow, name):
        session.delete(row)
