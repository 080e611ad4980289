"""Records: what came about the zones of a ward in a week, and what counted in weeks before."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from backend.domain.counting import COUNTED
from backend.storage.feedback import FeedbackRow
from backend.storage.zones import AreaRow, ZoneAreaRow

WARD = "ward"


def zones_of_ward(session: Session, zone_id: str) -> tuple[str, ...]:
    """Return the zones of the ward of a zone, none where it lies in no ward."""
    wards = (
        select(ZoneAreaRow.area_id)
        .join(AreaRow, AreaRow.id == ZoneAreaRow.area_id)
        .where(ZoneAreaRow.zone_id == zone_id, AreaRow.kind == WARD)
    )
    found = select(ZoneAreaRow.zone_id).where(ZoneAreaRow.area_id.in_(wards)).distinct()
    return tuple(session.scalars(found.order_by(ZoneAreaRow.zone_id)))


def levels_by_zone(session: Session, week: str, zones: Sequence[str]) -> dict[str, Counter[str]]:
    """Return how many said each level about each zone, of a voice one, whatever became of them.

    So it is told by what came, and by nothing that was decided on before.
    """
    of_all = FeedbackRow.week == week, FeedbackRow.zone_id.in_(zones)
    by_voice = (
        select(FeedbackRow.zone_id, func.min(FeedbackRow.level).label("level"))
        .where(*of_all, FeedbackRow.voice.is_not(None))
        .group_by(FeedbackRow.zone_id, FeedbackRow.voice)
    )
    without = select(FeedbackRow.zone_id, FeedbackRow.level).where(
        *of_all, FeedbackRow.voice.is_(None)
    )
    said = union_all(by_voice, without).subquery()
    found = select(said.c.zone_id, said.c.level, func.count()).group_by(
        said.c.zone_id, said.c.level
    )
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    for zone_id, level, number in session.execute(found):
        levels[str(zone_id)][level] += number
    return levels


def counted_by_zone(
    session: Session, weeks: Sequence[str], zones: Sequence[str]
) -> dict[str, list[tuple[int, int]]]:
    """Return (how many count, how many of them by a person) of each zone that has any, by week."""
    by_a_person = func.count().filter(FeedbackRow.is_reviewed)
    found = (
        select(FeedbackRow.week, func.count(), by_a_person)
        .where(
            FeedbackRow.week.in_(weeks),
            FeedbackRow.zone_id.in_(zones),
            FeedbackRow.state == COUNTED,
        )
        .group_by(FeedbackRow.week, FeedbackRow.zone_id)
    )
    numbers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for week, counted, looked_at in session.execute(found):
        numbers[week].append((counted, looked_at))
    return numbers


def levels_in(session: Session, week: str, but: Sequence[str]) -> Counter[str]:
    """Return how many counted answers of a week say each level, but those about some zones."""
    found = (
        select(FeedbackRow.level, func.count())
        .where(
            FeedbackRow.week == week,
            FeedbackRow.zone_id.not_in(but),
            FeedbackRow.state == COUNTED,
        )
        .group_by(FeedbackRow.level)
    )
    levels: Counter[str] = Counter()
    for level, number in session.execute(found):
        levels[level] = number
    return levels


def counted_of(session: Session, week: str, zones: Sequence[str]) -> list[str]:
    """Return those of some zones of which answers count in a week that no person decided on."""
    found = select(FeedbackRow.zone_id).where(
        FeedbackRow.week == week,
        FeedbackRow.zone_id.in_(zones),
        FeedbackRow.state == COUNTED,
        ~FeedbackRow.is_reviewed,
    )
    return [str(zone_id) for zone_id in session.scalars(found.distinct())]
