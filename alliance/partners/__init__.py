"""Partner selection as people look at it: sets side by side, trade-offs, reasons, doubts, repairs.

``records`` says what a finished study keeps of it; the other files fill those records from :mod:`partner_select`.
"""
