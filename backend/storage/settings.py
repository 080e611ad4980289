"""Records: what an administrator sets for the partnership."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.database import Row

_EVER = "Kept until it is set anew."


class SettingRow(Row):
    """One setting and its value."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True, comment=f"Which. {_EVER}")
    value: Mapped[Any] = mapped_column(JSON, comment=f"Its value. {_EVER}")
