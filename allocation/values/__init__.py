"""Values: averages of marginal contributions, with and without unions, networks and weights."""
