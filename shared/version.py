"""Which version this is: the one place that holds the number; a test says that all others agree."""

VERSION = "0.2.0"
"""By Semantic Versioning; CHANGELOG.md says what each brought, docs/upgrading.md how to take it."""
