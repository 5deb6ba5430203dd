"""What a page gets while it is built: its links, its snippets, its mentions of commands and terms."""
