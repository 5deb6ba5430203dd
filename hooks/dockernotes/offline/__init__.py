"""The site as files to take along: the course as one book to print, and all pages as a folder that needs no server."""
