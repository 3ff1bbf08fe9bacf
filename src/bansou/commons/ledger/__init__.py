"""Reading an office's own workbook: its cells, the mapping to our fields, and every problem."""
