"""Deeds: mail addresses as they are stored, and the refusal of what is none."""

from marshmallow import ValidationError, validate

from shared.problems import Fault, Problem

NO_ADDRESS = "Please write an e-mail address like name@example.org."


def mail_address(typed: str) -> str:
    """Return a mail address in the form that is stored; raises Problem form-invalid for "email"."""
    address = typed.strip().lower()
    try:
        validate.Email(error=NO_ADDRESS)(address)
        validate.Length(max=254, error=NO_ADDRESS)(address)
    except ValidationError:
        raise Problem("form-invalid", errors=[Fault("email", NO_ADDRESS)]) from None
    return address
