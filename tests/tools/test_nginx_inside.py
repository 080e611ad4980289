"""What is for those inside alone is refused by nginx however it is written."""

from pathlib import Path

import pytest

from tests.support.nginx import SITE, Nginx
from tests.tools.test_nginx_site import Echo, echo

__all__ = ["Echo", "echo"]


@pytest.mark.parametrize("path", ["/readyz", "//readyz", "/%72eadyz", "/x/../readyz", "/readyz?a"])
def test_whether_it_is_ready_is_told_to_nobody_outside(
    echo: int, tmp_path: Path, path: str
) -> None:
    with Nginx(SITE, echo, tmp_path) as nginx:
        assert nginx.asked(path).status == 404
        assert nginx.asked("/healthz").status == 200
