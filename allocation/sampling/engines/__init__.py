"""Who does the work: threads, processes or a cluster, behind one interface."""
