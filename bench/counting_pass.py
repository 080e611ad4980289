"""Measurements: the pass of a release in a process of its own, whose memory can be told.

`python -m bench.counting_pass FIRST_WEEK LAST_WEEK` prints how many answers it counted, and by how
many kB the largest memory of the process grew meanwhile.
"""

import resource
import sys

from backend.app import create_app
from backend.domain.tallying import tally
from backend.services.releasing.geography import areas_today
from backend.services.releasing.making import answers_between
from backend.services.transaction import read


def main(first: str, last: str) -> int:
    """Count once and print what was found."""
    app = create_app()
    with app.app_context(), read() as session:
        areas = areas_today(session)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = tally(answers_between(session, (first, last), set()), areas)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{done.answers} {after - before} {after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
