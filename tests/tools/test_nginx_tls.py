"""What nginx speaks on port 443, and hands to a certificate authority on port 80."""

import ssl
from pathlib import Path

from tests.support.nginx import NAME, SITE, Nginx
from tests.tools.test_composition_runs import free_port
from tests.tools.test_nginx_site import heard, request

TOKEN = "/.well-known/acme-challenge/a-token"


def speaks_http_2(nginx: Nginx) -> bool:
    context = ssl.create_default_context(cafile=str(nginx.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with nginx.secure(trusted=context) as connection:
        return connection.selected_alpn_protocol() == "h2"


def test_http_2_is_spoken(tmp_path: Path) -> None:
    with Nginx(SITE, free_port(), tmp_path) as nginx:
        assert speaks_http_2(nginx)
    with Nginx(SITE.replace(" http2", ""), free_port(), tmp_path) as nginx:
        assert not speaks_http_2(nginx)


def test_what_a_certificate_authority_asks_for_is_handed_out_in_the_clear(tmp_path: Path) -> None:
    with Nginx(SITE, free_port(), tmp_path) as nginx:
        missing = heard(nginx.plain(), request(NAME, TOKEN))
        file = nginx.folder / "srv" / "challenges" / TOKEN.lstrip("/")
        file.parent.mkdir(parents=True)
        file.write_text("its answer")
        found = heard(nginx.plain(), request(NAME, TOKEN))
        other = heard(nginx.plain(), request("evil.example", TOKEN))
    assert missing.startswith(b"HTTP/1.1 404 ")
    assert found.startswith(b"HTTP/1.1 200 ")
    assert found.endswith(b"\r\n\r\nits answer")
    assert other == b""
