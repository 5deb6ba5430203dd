"""The rules, each in a file of its own, named as the rule is. Put a file here, and run.py finds it.

What a rule is put to, the names of its functions say: `check` a page; `check_in_tree` a page and where it stands;
`listings` and `judge` parts of pages, all at once; `check_data` the data file; `check_files` files that are no pages;
`check_sources` the data file and all pages as they are written; `check_site` all pages once they are built.
"""
