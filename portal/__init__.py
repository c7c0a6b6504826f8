"""The core of Nod: it knows no page of either side."""
