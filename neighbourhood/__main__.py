"""`python -m neighbourhood …` is `neighbourhood …`."""

from neighbourhood.commands.group import main

main()
