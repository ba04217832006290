"""Pages: home, help, statements, language switch."""
