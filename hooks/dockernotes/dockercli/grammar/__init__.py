"""The grammar of single values: images, ports, mounts, sizes, and which flag takes which kind."""
