"""The contract's walking time: from metres in a straight line to minutes on foot."""

SPEED_M_PER_MIN = 80.0
"""4.8 km/h, the walking speed of Transport for London's connectivity measure PTAL
(TfL, Assessing transport connectivity in London, 2015, section 3)."""

DETOUR = 1.3
"""Walked distance over straight-line distance. Measured pedestrian route directness runs from
about 1.2 on connected streets to 1.7 in suburbs of dead ends (Hess, Measures of Connectivity,
Places 11(2), 1997; Randall and Baetz, Journal of Urban Planning and Development 127(1), 2001);
1.3 is our choice for town streets."""

METRES_PER_MINUTE = SPEED_M_PER_MIN / DETOUR
"""Straight-line metres that one minute on foot covers."""


def walk_min(straight_line_m: float) -> int:
    """Return whole minutes on foot, rounded up, at least 1: early is safe, late is not."""
    return int(straight_line_m / METRES_PER_MINUTE) + 1
