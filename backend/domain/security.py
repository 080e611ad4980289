"""Rules: what staff pages refuse, as the security log names it, and how much of it is kept."""

SIGN_IN_FAILED, CODE_FAILED = "sign-in-failed", "code-failed"
RECOVERY_CODE_FAILED, PROOF_FAILED = "recovery-code-failed", "proof-failed"
CHANGE_FAILED, TOO_MANY_TRIES = "change-failed", "too-many-tries"
RESET_ASKED, RESET_ASKED_OF_UNKNOWN = "reset-asked", "reset-asked-of-unknown"
FORM_TOKEN_REFUSED, NOT_FOR_YOU = "form-token-refused", "not-for-you"
TOKEN_OR_JSON_REFUSED, AND_MORE = "token-or-json-refused", "and-more"
MANY_FROM_RESIDENTS, LITTLE_ROOM = "many-from-residents", "little-room"

KINDS = (
    *(SIGN_IN_FAILED, CODE_FAILED, RECOVERY_CODE_FAILED, PROOF_FAILED, CHANGE_FAILED),
    *(TOO_MANY_TRIES, RESET_ASKED, RESET_ASKED_OF_UNKNOWN, FORM_TOKEN_REFUSED, NOT_FOR_YOU),
    *(TOKEN_OR_JSON_REFUSED, AND_MORE, MANY_FROM_RESIDENTS, LITTLE_ROOM),
)
"""Every code there is, in the order in which the page names them.

That a new password was asked for is no refusal. It is counted all the same: else an address that
nobody has would be answered later than one with an account, by the time of one write (S7).
"""

ALARMS = (MANY_FROM_RESIDENTS, LITTLE_ROOM)
"""What is noted once a day at most and without a number, and refuses nobody."""

RESIDENTS_MOST_A_DAY = 10_000
"""Rows, of answers, withdrawals and records together: some twenty times what counts in a day."""

MOST_A_DAY = 5_000
"""Rows; what comes after them is counted in one row a day, so that no flood fills the disk."""

SENDER_LETTERS = 16
"""How much of a sender's mark is kept: enough to tell the senders of one day apart."""
