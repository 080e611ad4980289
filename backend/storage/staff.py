"""Records: staff, their passkeys, sessions and invitations, and the places they look after."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, or_, select
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from backend.domain.staff import ADMINISTRATOR, ROLES
from backend.storage.database import Row
from backend.storage.moments import Moment

_ACCOUNT = "Deleted with the account, 24 months after it was closed."
_PASSKEY = "Deleted with the passkey, or with the account."
_SESSION = "Deleted 35 days after the session ended."
_INVITATION = "Deleted 35 days after it was used or ran out."
_LINK = "Deleted when the person leaves the place, or with either."
_TRIES = "Deleted a day after its window began."
_ROLES = "', '".join(ROLES)


class Role(RoleMixin):
    """A role as the sign-in library asks for it; ours is a column of the account."""

    def __init__(self, name: str) -> None:
        self.name = name


class PasskeyRow(Row, WebAuthnMixin):
    """A passkey or security key of an account (WebAuthn)."""

    __tablename__ = "staff_passkey"

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Names it. {_PASSKEY}")
    user_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), comment=f"Whose it is. {_PASSKEY}"
    )
    credential_id: Mapped[bytes] = mapped_column(
        LargeBinary(1024), unique=True, comment=f"How the device names it. {_PASSKEY}"
    )
    public_key: Mapped[bytes] = mapped_column(
        LargeBinary, comment=f"To check what it signs. {_PASSKEY}"
    )
    sign_count: Mapped[int] = mapped_column(default=0, comment=f"To notice a copy. {_PASSKEY}")
    transports: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(JSON()), comment=f"How the browser reaches it. {_PASSKEY}"
    )
    backup_state: Mapped[bool] = mapped_column(comment=f"Whether it is kept twice. {_PASSKEY}")
    device_type: Mapped[str] = mapped_column(String(64), comment=f"As it says. {_PASSKEY}")
    extensions: Mapped[str | None] = mapped_column(String(255), comment=f"As it says. {_PASSKEY}")
    create_datetime: Mapped[datetime] = mapped_column(Moment, comment=f"Since when. {_PASSKEY}")
    lastuse_datetime: Mapped[datetime] = mapped_column(
        Moment, comment=f"So that an unused one is noticed. {_PASSKEY}"
    )
    name: Mapped[str] = mapped_column(String(64), comment=f"What its owner calls it. {_PASSKEY}")
    usage: Mapped[str] = mapped_column(String(64), comment=f"First or second factor. {_PASSKEY}")

    def get_user_mapping(self) -> dict[str, Any]:
        """Return what finds the account of this passkey."""
        return {"id": self.user_id}


class StaffRow(Row, UserMixin):
    """An account of somebody who works with the network; residents have none."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint(f"role IN ('{_ROLES}')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Names it. {_ACCOUNT}")
    email: Mapped[str] = mapped_column(
        String(254), unique=True, comment=f"To sign in and be written to. {_ACCOUNT}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"Whom colleagues see. {_ACCOUNT}")
    role: Mapped[str] = mapped_column(String(16), comment=f"What they may do. {_ACCOUNT}")
    password: Mapped[str | None] = mapped_column(
        String(255), comment=f"Its Argon2 hash. {_ACCOUNT}"
    )
    active: Mapped[bool] = mapped_column(comment=f"Whether they may sign in. {_ACCOUNT}")
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, comment=f"Changes to end all sessions. {_ACCOUNT}"
    )
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True, comment=f"How passkeys name the account. {_ACCOUNT}"
    )
    tf_primary_method: Mapped[str | None] = mapped_column(
        String(64), comment=f"The second factor in use. {_ACCOUNT}"
    )
    tf_totp_secret: Mapped[str | None] = mapped_column(
        String(255), comment=f"The secret of the code app, encrypted. {_ACCOUNT}"
    )
    totp_counter: Mapped[int | None] = mapped_column(
        comment=f"The last code used, so that none works twice. {_ACCOUNT}"
    )
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(JSON()), comment=f"Hashes of unused recovery codes. {_ACCOUNT}"
    )
    created_at: Mapped[datetime] = mapped_column(Moment, comment=f"Since when. {_ACCOUNT}")
    closed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"Since when they may no longer sign in. {_ACCOUNT}"
    )
    administrator_until: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When they ceased to be one, which counts for seven days more. {_ACCOUNT}"
    )
    webauthn: Mapped[list[PasskeyRow]] = relationship(  # type: ignore[assignment]
        cascade="all, delete", lazy="selectin"
    )

    @property
    def roles(self) -> list[Role]:  # type: ignore[override]
        """The one role, as the sign-in library asks for it."""
        return [Role(self.role)]


class StaffSessionRow(Row):
    """One sign-in on one device, which its owner can see and end."""

    __tablename__ = "staff_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True, comment=f"Names it. {_SESSION}")
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True, comment=f"Whose. {_SESSION}"
    )
    mark: Mapped[str] = mapped_column(
        String(64), comment=f"The account's uniquifier then: another one ends it. {_SESSION}"
    )
    role: Mapped[str] = mapped_column(
        String(16), comment=f"The role then: another one ends it. {_SESSION}"
    )
    started_at: Mapped[datetime] = mapped_column(Moment, comment=f"For its 12 hours. {_SESSION}")
    seen_at: Mapped[datetime] = mapped_column(Moment, comment=f"For its 30 minutes. {_SESSION}")
    fresh_at: Mapped[datetime] = mapped_column(
        Moment, comment=f"When its owner last proved who they are. {_SESSION}"
    )
    device: Mapped[str] = mapped_column(
        String(60), comment=f'Such as "Firefox on Windows", to tell it apart. {_SESSION}'
    )
    ended_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_SESSION}")
    ended_why: Mapped[str | None] = mapped_column(String(20), comment=f"Why. {_SESSION}")


class InvitationRow(Row):
    """A link sent by mail with which somebody makes their account."""

    __tablename__ = "staff_invitation"
    __table_args__ = (CheckConstraint(f"role IN ('{_ROLES}')", name="role"),)

    id: Mapped[str] = mapped_column(
        String(36), primary_key=True, comment=f"Names it. {_INVITATION}"
    )
    email: Mapped[str] = mapped_column(
        String(254), index=True, comment=f"Who is invited. {_INVITATION}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"What they are called. {_INVITATION}")
    role: Mapped[str] = mapped_column(String(16), comment=f"What they will be. {_INVITATION}")
    place_id: Mapped[str | None] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), comment=f"A guardian's place. {_INVITATION}"
    )
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, comment=f"SHA-256 of the link's secret. {_INVITATION}"
    )
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"),
        comment=f"Who invited; empty for the first administrator. {_INVITATION}",
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_INVITATION}")
    ends_at: Mapped[datetime] = mapped_column(Moment, comment=f"Until when it works. {_INVITATION}")
    used_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When it was used or taken back. {_INVITATION}"
    )


class GuardianshipRow(Row):
    """Somebody who looks after a place, and may see and change it."""

    __tablename__ = "guardianship"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, comment=f"Who. {_LINK}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        primary_key=True,
        comment=f"Which place. {_LINK}",
    )
    since_at: Mapped[datetime] = mapped_column(Moment, comment=f"Since when. {_LINK}")


class TriesRow(Row):
    """How often something was tried in the current window, such as signing in to one account."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(
        String(90), primary_key=True, comment=f"What is tried, and a hash of by whom. {_TRIES}"
    )
    since_at: Mapped[datetime] = mapped_column(Moment, comment=f"When it began. {_TRIES}")
    count: Mapped[int] = mapped_column(comment=f"How often since then. {_TRIES}")


def staff_of(session: Session, email: str) -> StaffRow | None:
    """Return the account of an address, in whatever case it was typed."""
    return session.scalar(select(StaffRow).where(StaffRow.email == email.strip().lower()))


def code_apps(session: Session) -> Sequence[StaffRow]:
    """Return every account with the secret of a code app, closed ones too."""
    return session.scalars(select(StaffRow).where(StaffRow.tf_totp_secret.is_not(None))).all()


def has_second_step(staff: StaffRow) -> bool:
    """Return whether an account has a code app or a passkey."""
    return bool(staff.tf_primary_method or staff.webauthn)


def is_set_up_administrator(staff: StaffRow) -> bool:
    """Return whether somebody may sign in as an administrator, with a second step."""
    return staff.role == ADMINISTRATOR and staff.active and has_second_step(staff)


def administrators_since(
    session: Session, moment: datetime, *, is_held: bool = False
) -> list[StaffRow]:
    """Return everybody who is an administrator, open or closed, or ceased to be one since a moment.

    Deeds about who is in office hold them, in this order and before all else: no two are done at
    once, and none sees who counts while another changes it.
    """
    lately = or_(StaffRow.role == ADMINISTRATOR, StaffRow.administrator_until > moment)
    found = select(StaffRow).where(lately).order_by(StaffRow.id)
    return list(session.scalars(found.with_for_update() if is_held else found))


def looks_after(session: Session, staff_id: int, place_id: str) -> bool:
    """Return whether somebody is a guardian of a place."""
    return session.get(GuardianshipRow, (staff_id, place_id)) is not None


def places_of(session: Session, staff_id: int) -> list[str]:
    """Return the ids of the places that somebody looks after, in order."""
    held = select(GuardianshipRow.place_id).where(GuardianshipRow.staff_id == staff_id)
    return list(session.scalars(held.order_by(GuardianshipRow.place_id)))


def addresses_of(session: Session, roles: Iterable[str]) -> list[str]:
    """Return the mail addresses of everybody of these roles who may sign in, in order."""
    active = select(StaffRow.email).where(StaffRow.role.in_(list(roles)), StaffRow.active)
    return list(session.scalars(active.order_by(StaffRow.email)))
