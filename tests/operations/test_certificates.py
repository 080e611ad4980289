"""A certificate is asked for, got, served and renewed: certbot, nginx, an authority for tests."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.support.acme import Authority
from tests.support.front import Front, until

pytestmark = pytest.mark.full("operations", alone=True)
MAIL = "admin@umay.example"


@dataclass(frozen=True)
class Site:
    """An nginx that has begun with its stand-in, and who gives certificates."""

    front: Front
    authority: Authority

    def is_trusted(self) -> bool:
        """Return whether what is served is of this authority."""
        try:
            with self.front.connected(self.authority.trusted()):
                return True
        except OSError:
            return False

    def waits_until(self, happens: Callable[[], bool], what: str) -> None:
        """Return once it happens."""
        until(happens, what, self.front.said, self.authority.said)


@contextmanager
def opened(changes: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Open a site, with some words of deploy said otherwise."""
    with Front(changes) as front, Authority(front.plain) as authority:
        front.start("nginx-start.sh")
        site = Site(front, authority)
        site.waits_until(lambda: front.served() != b"", "nginx did not start")
        assert not site.is_trusted()
        yield site


@pytest.fixture
def site() -> Iterator[Site]:
    with opened() as site:
        yield site


def test_a_certificate_is_got_served_and_renewed_without_a_restart(site: Site) -> None:
    site.front.start("certificates.sh", **asked(site))
    site.waits_until(site.is_trusted, "no certificate")
    first = site.front.served()
    key = site.front.folder / "certificates" / "privkey.pem"
    assert key.stat().st_mode & 0o077 == 0
    # Its last month has come: the authority's certificates are good for some years.
    kept = site.front.folder / "acme" / "config" / "renewal" / "umay.conf"
    kept.write_text(f"renew_before_expiry = 9000 days\n{kept.read_text()}")
    site.front.start("certificates.sh", **asked(site))
    site.waits_until(lambda: site.front.served() not in (b"", first), "not renewed")
    assert site.is_trusted()


def test_as_long_as_it_is_good_nobody_is_asked_again(site: Site) -> None:
    site.front.start("certificates.sh", **asked(site))
    site.waits_until(site.is_trusted, "no certificate")
    first, orders = site.front.served(), ordered(site)
    again = site.front.start("certificates.sh", **asked(site))
    log = site.front.folder / "acme" / "logs" / "letsencrypt.log"
    site.waits_until(lambda: "not yet due for renewal" in log.read_text(), "it said nothing")
    site.front.stop(again)
    assert (site.front.served(), ordered(site)) == (first, orders)


def test_where_the_answer_is_not_handed_out_the_stand_in_stays() -> None:
    with opened({"location ^~ /.well-known/acme-challenge/": "location ^~ /elsewhere/"}) as site:
        site.front.start("certificates.sh", **asked(site))
        site.waits_until(lambda: "failed" in "".join(site.front.said), "certbot said nothing")
        assert not site.is_trusted()
        assert site.front.served() != b""


def asked(site: Site) -> dict[str, str]:
    return {
        "UMAY_ACME_MAIL": MAIL,
        "UMAY_ACME_SERVER": site.authority.url,
        "REQUESTS_CA_BUNDLE": str(site.authority.own),
    }


def ordered(site: Site) -> int:
    """Return how many certificates the authority was asked for."""
    return "".join(site.authority.said).count("Added order")
