"""Ready scenarios as TOML and workbook, and a game whose worth is an optimisation."""
