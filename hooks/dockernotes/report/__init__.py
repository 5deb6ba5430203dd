"""Print diagnostics: as text, as JSON, as annotations for GitHub, as SARIF, or summed up."""
