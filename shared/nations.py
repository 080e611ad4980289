"""The contract's nations: the four parts of the United Kingdom, whose days and services differ."""

from shared.digits import is_digits

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "england", "wales", "scotland", "northern-ireland"
NATIONS = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND)

_BY_LETTER = {"E": ENGLAND, "W": WALES, "S": SCOTLAND, "N": NORTHERN_IRELAND}


def nation_of_code(code: str) -> str:
    """Return the nation of a statistical code such as W06000024; "" where it is no such code.

    The first letter says the nation (ONS, Register of Geographic Codes); K, J, L and M stand for
    several nations or none.
    """
    is_code = len(code) == 9 and is_digits(code[1:])
    return _BY_LETTER.get(code[:1], "") if is_code else ""
