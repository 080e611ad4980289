"""Opening hours as lists hold them: kinds of values written by hand, and thousands drawn at random.

The kinds are those that were read wrong once: closures in each month, weeks, years, days without
times, commas with a space, remarks, lunches, nights, holidays, and slips of the pen.
"""

from collections.abc import Iterator
from random import Random

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEK = "Mo-Fr 09:00-17:00"

BY_HAND = (
    *("24/7", WEEK, f"{WEEK}; Sa 10:00-12:00", "Mo-Su 00:00-24:00", "09:00-17:00"),
    *(
        "Mo, We 10:00-16:00",
        "Mo-Fr, Su 09:00-17:00",
        "Mo-Su, PH 10:00-22:00",
        "Mo,We,Fr 9:00-17:00",
    ),
    *(
        "Mo-Sa, PH 08:00-20:00",
        "Su, PH 10:00-16:00",
        "Mo-Fr, SH 09:00-17:00",
        "PH,Mo-Fr 09:00-17:00",
    ),
    *("Mo", "Sa", "Mo-Fr", f"{WEEK}; Sa", "Mo-Fr open", f"{WEEK}; PH", "PH off", f"{WEEK}; PH off"),
    *(f"{WEEK}; {month} off" for month in MONTHS),
    *(f"{WEEK}; {month} 05-{month} 20 off" for month in MONTHS),
    *(f"{WEEK}; week {week} off" for week in (1, 9, 18, 33, 52, 53)),
    *(f"{WEEK}; Apr-Jun off", f"{WEEK}; Jul 20-Aug 31 off", f"{WEEK}; Jan 5-Feb 28 off"),
    *(f"Sep-Jul {WEEK}", f"Nov-Feb {WEEK}", "Apr-Oct: Mo-Su 09:00-18:00; Nov-Mar: Sa 10:00-16:00"),
    *(f"2026 {WEEK}", f"2027 {WEEK}", f"2026-2027 {WEEK}", f"2020 {WEEK}", f"{WEEK}; 2027 off"),
    *(
        f"{WEEK}; easter off",
        f"{WEEK}; Jan 01 off",
        f"{WEEK}; Dec 25,26 off",
        f"{WEEK}; Dec 25 off",
    ),
    *(
        f"{WEEK}; Dec 28-31 off",
        f"{WEEK}; Dec 24-Jan 02 off",
        f"{WEEK}; 2026 Dec 24-2027 Jan 2 off",
    ),
    *(f'{WEEK} "by appointment"', f'{WEEK}; Sa "on request"', 'Sa "by appointment"'),
    *(f'{WEEK} open "ring the bell"', f'{WEEK}; Sa off "closed on match days"', '"members only"'),
    *("24/7; Mo 08:00-09:00 off", f"{WEEK}; Mo-Fr 12:00-13:00 off", f"{WEEK}; 12:00-13:00 off"),
    *("Fr 21:00-05:00; Sa 03:00-04:00 off", "Fr 22:00-02:00; Fr 23:00-24:00 off"),
    *("Tu[-1] 12:00-14:00", "We 09:00-12:00; Tu[-1] 12:00-14:00", "Mo[1] 10:00-12:00"),
    *("Mo[1,3] 19:00-21:00", "Fr[5] 10:00-12:00", "Su[-2] 10:00-12:00", "Mo-We[2] 10:00-12:00"),
    *("Mo[1] +1 day 10:00-12:00", "PH -1 day 10:00-12:00", "week 01-53/2 Mo 10:00-12:00"),
    *("Fr 21:00-02:00; Sa 23:00-05:00", "Fr 21:00-02:00, Sa 23:00-05:00", "Mo-Sa 22:00-26:00"),
    *("Mo 06:00-15:00; Tu-Th 07:00-04:00; Fr-Su 09:00-17:00", "Mo-Fr 18:00-03:00; PH off"),
    *("Th 16:00-12:00", "Tu 14:00-05:00", "Fr 14:00-04:00", "Mo 10:30-10:00", "Mo 12:00-12:00"),
    *("Mo-Fr 9-5", "9-5", "Mo 10-2", "Mo-Fr 9:00-5:00", "Mo-Fr 10-16", "Sa 18-24"),
    *(
        "Mo 09:00+",
        "Mo 09:00-17:00+",
        "Mo-Fr sunrise-sunset",
        "Mo (sunrise+01:00)-17:00",
        "Mo 09:00",
    ),
    *(f'{WEEK} || "by arrangement"', f"{WEEK} unknown", "off", "closed", "whenever", ";", "Mo-"),
    *(f"Jul off; {WEEK}", f"{WEEK}; Mo 10:00-12:00", "Mo-Fr 10:00-18:00, We 10:00-20:00"),
    *(
        "Mo-Fr 08:00-12:00, 13:00-17:00",
        "Mo-Fr 08:00-12:00, Mo-Fr 13:00-17:00",
        "Mo-Fr 24:00-25:00",
    ),
    *("Jul-Aug Sa 10:00-12:00", f"{WEEK}; Jul-Aug Mo-Fr 10:00-12:00", f"{WEEK}; Jul 10:00-12:00"),
    *("SH off", f"{WEEK}; SH off", "SH Mo-Fr 10:00-12:00", "PH Mo-Fr 10:00-12:00", "Mo-Fr,PH off"),
    *("Feb 29 10:00-12:00", "Feb 10:00-12:00", f"{WEEK}; Feb 29 off", f"{WEEK}; Feb 20-28 off"),
)


def drawn(seed: int, number: int) -> Iterator[str]:
    """Yield so many texts at random, the same for the same seed: three quarters are well formed."""
    draw = Random(seed)
    for _ in range(number):
        text = draw.choice(("; ", "; ", "; ", ", ", ";", " ; ")).join(
            _rule(draw) for _ in range(draw.choice((1, 1, 2, 2, 3, 4)))
        )
        yield _broken(draw, text) if draw.random() < 0.25 else text


def _rule(draw: Random) -> str:
    ending = draw.choices((_times(draw), "off", "", "open"), (16, 4, 1, 1))[0]
    if ending == "off" and draw.random() < 0.3:
        ending = f"{_times(draw)} off"
    remark = draw.choice(('"by appointment"', 'open "side door"')) if draw.random() < 0.04 else ""
    return " ".join(filter(None, (_wide(draw), _days(draw), ending, remark)))


def _wide(draw: Random) -> str:
    first, last = draw.sample(MONTHS, 2)
    return draw.choices(
        (
            "",
            first,
            f"{first}-{last}",
            f"{first} {draw.randint(1, 31):02d}-{last} {draw.randint(1, 30)}",
            f"{first} {draw.randint(1, 28)}",
            f"week {draw.randint(1, 53)}",
            f"week {draw.randint(1, 20)}-{draw.randint(21, 53)}{draw.choice(('', '/2'))}",
            f"{draw.randint(2026, 2028)}",
            f"{draw.randint(2026, 2027)} {first} {draw.randint(1, 28)}",
        ),
        (60, 4, 4, 4, 3, 3, 3, 2, 2),
    )[0]


def _days(draw: Random) -> str:
    first, last = draw.sample(DAYS, 2)
    return draw.choices(
        (
            f"{first}-{last}",
            first,
            f"{first},{last}",
            f"{first}, {last}",
            f"{first}[{draw.choice((1, 2, 3, 4, 5, -1, -2))}]",
            f"{first}[1,3]",
            "PH",
            f"{first}-{last},PH",
            "",
        ),
        (30, 20, 10, 6, 5, 2, 4, 3, 4),
    )[0]


def _times(draw: Random) -> str:
    return draw.choice((",", ",", ", ")).join(
        _span(draw) for _ in range(draw.choice((1, 1, 1, 1, 2, 2, 3)))
    )


def _span(draw: Random) -> str:
    opens = draw.randrange(0, 24 * 60, 30)
    closes = opens + draw.randrange(30, 14 * 60, 30)
    if draw.random() < 0.9:
        closes = min(closes, 24 * 60)
    if draw.random() < 0.3:
        closes %= 24 * 60
    return f"{opens // 60:02d}:{opens % 60:02d}-{closes // 60:02d}:{closes % 60:02d}"


def _broken(draw: Random, text: str) -> str:
    at = draw.randrange(len(text) + 1)
    cut = draw.choice(("", "", text[at : at + 1].upper(), " ", "-", ",", ";", "[", '"', "9", "Mo"))
    return text[:at] + cut + text[at + draw.choice((0, 1, 1, 2)) :]
