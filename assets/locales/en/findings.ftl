# Findings of reading, importing, exporting and checking.
