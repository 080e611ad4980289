"""Records: the declarative base of all rows, and the session that belongs to one request."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase


class Row(DeclarativeBase):
    """The base of every row; constraints are named by rule, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(row_type: type[Row]) -> Table:
    """Return the table of a row, for statements that skip the object layer."""
    table = row_type.__table__
    assert isinstance(table, Table)
    return table


db = SQLAlchemy(metadata=Row.metadata)
