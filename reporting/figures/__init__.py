"""What is counted: each population, goal and indicator defined once, and the hiding of small
numbers. Tables, charts, exports and PDFs read their numbers from here.
"""
