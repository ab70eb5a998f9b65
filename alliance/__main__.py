"""``python -m alliance`` is the command line."""

from alliance.cli import main

main()
