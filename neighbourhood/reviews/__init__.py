"""How departments look at projects: who, by which sheet, until when."""
