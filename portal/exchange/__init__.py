"""In and out: the council's caseload export, tables for a spreadsheet."""
