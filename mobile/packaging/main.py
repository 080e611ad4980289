"""The phone app's entrance on Android, where the file must bear this name and stand on top."""

from mobile.__main__ import main

main()
