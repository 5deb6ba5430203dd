"""A page's console blocks, run on a Docker Engine; outputs compared or recorded."""
