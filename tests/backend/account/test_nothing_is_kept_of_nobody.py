"""Asking for a new password for an address that nobody has leaves no row but a count."""

from sqlalchemy import func, select

from backend.services.transaction import read
from backend.storage.notices import NoticeRow
from tests.support.house import House


def notices(house: House) -> int:
    with house.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(NoticeRow)) or 0


def test_no_notice_is_kept_for_an_address_without_an_account(house: House) -> None:
    house.joins("officer", "olive@council.example")
    before = notices(house)
    for number in range(5):
        house.nobody().send("/account/reset", email=f"orest{number}@council.example")
    assert notices(house) == before
    house.nobody().send("/account/reset", email="olive@council.example")
    assert notices(house) == before + 1
