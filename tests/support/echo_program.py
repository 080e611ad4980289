"""A program that says what it was given, or waits until it is ended."""

import os
import signal
import sys

if sys.argv[1:] == ["wait"]:
    sys.stdout.write("waiting\n")
    sys.stdout.flush()
    signal.pause()
sys.stdout.write(f"{sys.argv[1:]} {os.environ.get('UMAY_ECHO')}\n")
sys.stderr.write("told on stderr\n")
sys.exit(7)
