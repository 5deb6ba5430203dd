"""What is checked, as the rules see it: pages, their snippets and commands, and the folder that links lead within."""
