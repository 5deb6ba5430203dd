"""What the site offers to programs: a Markdown copy of each page, llms.txt, structured data, social cards, the data."""
