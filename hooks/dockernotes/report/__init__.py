"""Diagnostics printed: as text, as JSON, as annotations of GitHub, as SARIF, or summed up."""
