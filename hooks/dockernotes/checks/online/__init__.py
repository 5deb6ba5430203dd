"""Rules that ask other sites. They run on a schedule, and never in a build."""
