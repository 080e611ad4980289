"""Fixtures of the finder's tests: the small network, published."""

import pytest
from flask import Flask

from tests.backend.cast import load_and_publish


@pytest.fixture
def published(app: Flask) -> Flask:
    """An application with the small network published."""
    load_and_publish(app)
    return app
