"""Timetables of fairs and rotas of desks from a workbook to a workbook, without a database."""
