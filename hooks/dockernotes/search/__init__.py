"""What the palette of the site can find: the built pages, read once into entries with a kind each."""
