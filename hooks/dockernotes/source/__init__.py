"""Text with positions: Markdown into fences and links, shell into commands and words."""
