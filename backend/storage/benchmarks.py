"""Records: figures of other surveys that stand beside ours and are never mixed with them."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.database import Row

_KEPT = "Kept until its source file is imported again."


class BenchmarkRow(Row):
    """One published figure, or a year in which the survey has none."""

    __tablename__ = "benchmark"

    series: Mapped[str] = mapped_column(
        String(80), primary_key=True, comment=f"Names survey, group and question. {_KEPT}"
    )
    period: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"The survey's year, as it writes it. {_KEPT}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"What charts call it. {_KEPT}")
    asked: Mapped[str] = mapped_column(String(300), comment=f"What it asked whom. {_KEPT}")
    percent: Mapped[float | None] = mapped_column(
        comment=f"The share, 0 to 100; empty where the survey was suspended. {_KEPT}"
    )
    source: Mapped[str] = mapped_column(String(300), comment=f"Where it was published. {_KEPT}")
    source_on: Mapped[date] = mapped_column(comment=f"When it was taken in. {_KEPT}")


def benchmarks(session: Session, series: Collection[str] | None = None) -> list[BenchmarkRow]:
    """Return the figures of all series, or of these, in the order of series and period."""
    chosen = select(BenchmarkRow).order_by(BenchmarkRow.series, BenchmarkRow.period)
    if series is not None:
        chosen = chosen.where(BenchmarkRow.series.in_(series))
    return list(session.scalars(chosen))


def drop_benchmarks(session: Session, keys: Iterable[tuple[str, str]]) -> None:
    """Delete figures by series and period."""
    for series, period in keys:
        named = (BenchmarkRow.series == series, BenchmarkRow.period == period)
        session.execute(
            delete(BenchmarkRow).where(*named).execution_options(synchronize_session=False)
        )
