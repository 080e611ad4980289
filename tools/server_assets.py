"""Tools: what the server alone needs of what set-up builds, `python -m tools.server_assets`.

For the image: node_modules is filled, and nothing but the standard library is there.
"""

from tools.assets import build_for_server
from tools.layout import this_layout

if __name__ == "__main__":
    build_for_server(this_layout())
