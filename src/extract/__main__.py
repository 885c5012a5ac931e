"""`python -m extract` is the command `extract`."""

from extract.cli.main import main

main()
