"""Rules that negotiators use: proportional, separable, bargaining, corrected, combined."""
