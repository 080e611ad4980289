"""Whatever is wrong in a network file is told with its place in it; what is right is not."""

from datetime import date, timedelta

from backend.domain.network import Network, PlaceDays, faults_in

TODAY, ONE = date(2026, 11, 27), timedelta(days=1)


def test_each_fault_is_told_where_it_is() -> None:
    network = Network(
        {"zones": ("z2",), "places": ("a", "b", "a", "a")},
        (("z1", "z9"), ("z2",)),
        (PlaceDays(TODAY, TODAY), PlaceDays(TODAY, TODAY + ONE), PlaceDays(TODAY - ONE, TODAY)),
    )
    assert [(fault.where, fault.what) for fault in faults_in(network, {"z1"}, TODAY)] == [
        ("places/2", "a stands twice in the file."),
        ("places/3", "a stands twice in the file."),
        ("areas/0/zones/1", "There is no zone z9."),
        ("places/1/checked_on", "The check lies in the future."),
        ("places/1/listed_until_on", "The listing ends before the check."),
        ("places/2/listed_until_on", "The listing ends before the check."),
    ]
