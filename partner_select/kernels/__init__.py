"""Compiled kernels of partner selection: arrays in, arrays out, no checks, no Python objects.

They are imported by the first call that needs one, never by ``import partner_select``: compiling and loading them takes time.
"""
