"""What a pull request changes for a reader: two built sites compared, and the comparison put into words."""
