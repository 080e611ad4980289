"""Deeds: the week and the seasons that rules make together, never longer than they say."""

from dataclasses import dataclass, field

from backend.services.importing.hours_tree import Rule
from backend.services.importing.hours_words import NotHoursError
from shared.hours import Schedule
from shared.intervals import DAY_MIN, DAYS, DayHours, Interval, tidy
from shared.seasons import BANK_HOLIDAYS, MOST_SEASONS, SCHOOL_HOLIDAYS, Season, tidy_season

_HOLIDAYS = {BANK_HOLIDAYS, SCHOOL_HOLIDAYS}
WHOLE_DAY: DayHours = (Interval(0, DAY_MIN),)


def schedule_of(rules: list[Rule]) -> Schedule:
    """Return what rules say of each day; raises NotHoursError where it cannot be held exactly.

    A later rule replaces what an earlier one says of a day, one after a comma adds to it, and one
    that closes some hours takes them out. What is closed on holidays stays so wherever it stands:
    everybody who writes it means that.
    """
    built = _Built()
    last = [rule for rule in rules if _closes_holidays(rule)]
    for rule in [*(rule for rule in rules if rule not in last), *last]:
        built.add(rule)
    if len(built.seasons) > MOST_SEASONS:
        raise NotHoursError("there are too many times of the year in it")
    seasons = tuple(tidy_season(season) for season in built.seasons)
    return Schedule(tuple(tidy(day) for day in built.weekly), {}, seasons)


def _closes_holidays(rule: Rule) -> bool:
    kinds = {each.kind for each in rule.conditions}
    return bool(kinds) and kinds <= _HOLIDAYS and rule.is_off and not rule.times


@dataclass
class _Built:
    """A week and its seasons while rules are added to them."""

    weekly: list[DayHours] = field(default_factory=lambda: [()] * len(DAYS))
    seasons: list[Season] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Add a rule; raises NotHoursError."""
        days: list[DayHours | None] = [None] * len(DAYS)
        for day in rule.weekdays:
            days[day] = self._hours(rule, day)
        if rule.conditions:
            self.seasons.append(Season(rule.conditions, tuple(days)))
            return
        self._refuse_taking_back(rule)
        for day in rule.weekdays:
            self.weekly[day] = days[day] or ()

    def _hours(self, rule: Rule, day: int) -> DayHours:
        if rule.is_off and not rule.times:
            return ()
        if rule.is_off:
            return _without_times(self._sole(day), self._ever((day - 1) % 7), rule.times)
        told = rule.times or WHOLE_DAY
        if rule.is_added and (held := self._sole(day)):
            return _both(held, told, DAYS[day])
        return told

    def _sole(self, day: int) -> DayHours:
        """Return the hours of a weekday where they are the same all year."""
        if any(season.days[day] is not None for season in self.seasons):
            raise NotHoursError(f"hours of {DAYS[day]} are changed twice")
        return self.weekly[day]

    def _ever(self, day: int) -> DayHours:
        """Return all that is said of a weekday at any time of the year."""
        told = (each for season in self.seasons for each in season.days[day] or ())
        return (*self.weekly[day], *told)

    def _refuse_taking_back(self, rule: Rule) -> None:
        """Refuse "Aug off; Mo-Fr 09:00-17:00": it closes in August, or it does not."""
        for season in self.seasons:
            if any(season.days[day] is not None for day in rule.weekdays):
                raise NotHoursError("a later rule takes back what is said of a time of the year")


def _both(held: DayHours, told: DayHours, name: str) -> DayHours:
    if any(a.opens < b.closes and b.opens < a.closes for a in held for b in told):
        raise NotHoursError(f"two rules say when {name} is open, and which holds is not clear")
    return (*held, *told)


def _without_times(held: DayHours, before: DayHours, closed: DayHours) -> DayHours:
    """Return hours without those that are closed, such as lunch; raises NotHoursError.

    What runs over from the evening before, or beyond midnight, would have to be cut too.
    """
    for gap in closed:
        is_overrun = any(each.closes - DAY_MIN > gap.opens for each in before)
        if is_overrun or gap.closes > DAY_MIN:
            raise NotHoursError("hours are closed in the middle of a night")
        pieces = ((each, gap) for each in held)
        held = tuple(piece for each, cut in pieces for piece in _cut(each, cut))
    return held


def _cut(hours: Interval, gap: Interval) -> list[Interval]:
    if gap.closes <= hours.opens or gap.opens >= hours.closes:
        return [hours]
    if gap.closes == DAY_MIN < hours.closes:
        raise NotHoursError("hours are closed in the middle of a night")
    before = [Interval(hours.opens, gap.opens)] if hours.opens < gap.opens else []
    after = [Interval(gap.closes, hours.closes)] if gap.closes < hours.closes else []
    return [*before, *after]
