"""What is checked, as the rules see it: pages, their snippets and commands, and the folder their links live in."""
