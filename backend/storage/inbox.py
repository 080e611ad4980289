"""Records: batches of the inbox: who opened one, and what for."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment

_BATCH = "Deleted 35 days after it was closed; the audit chain keeps that it was opened."


class BatchRow(Row):
    """Some answers that lie open before one officer."""

    __tablename__ = "inbox_batch"

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, comment=f"Random. {_BATCH}"
    )
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True, comment=f"Who opened it. {_BATCH}"
    )
    purpose: Mapped[str] = mapped_column(String(300), comment=f"What for, in words. {_BATCH}")
    opened_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_BATCH}")
    closed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When its last answer was handled, or it was put back. {_BATCH}"
    )
