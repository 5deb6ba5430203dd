"""The rules, each in its own file, named after the rule. Put a file here, and run.py finds it.

The names of a rule's functions say what they check: `check` a page; `check_in_tree` a page and where it is; `listings`
and `judge` parts of all pages in one go; `check_data` the data file; `check_files` files that aren't pages;
`check_sources` the data file and all pages as they are written; `check_site` all pages once they are built.
"""
