"""`python -m neighbourhood …` is `neighbourhood …`."""

from neighbourhood.commands.entry import main

main()
