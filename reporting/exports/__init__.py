"""What can be taken out and how it is written: a declaration for each export, the request that
becomes a scope, and the writing of CSV and XLSX. A new export is a module, and a line in
registry.py.
"""
