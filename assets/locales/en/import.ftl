# The dialog of import.
