"""Mutants: `python -m tests.mutants FILE...` tries those of a few files and names survivors."""

import sys

from tests.mutants.running import try_mutants
from tests.mutants.tried import faults, table

if __name__ == "__main__":
    run = try_mutants(sys.argv[1:])
    sys.stdout.write("\n".join((*table(run.tried), *faults(run.tried))))
    sys.stdout.write(f"\n{run.cpu_s:.0f} s of processor time\n")
