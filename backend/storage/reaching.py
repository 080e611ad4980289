"""Records: why a database was out of reach, in words that quote nothing of what was said."""

_TLS = (
    ("certificate verify failed", "the root of sslrootcert has not signed its certificate"),
    ("does not match host name", "its certificate is for another name"),
    ("root certificate file", "the file that sslrootcert names is not there"),
    ("does not support SSL", "it speaks no TLS"),
)
"""What PostgreSQL's library says of TLS, and what the operator is told."""


def tls_fault(error: Exception) -> str:
    """Return what is wrong with TLS to the database, or nothing where that is not the reason."""
    said = str(error)
    return next((told for words, told in _TLS if words in said), "")
