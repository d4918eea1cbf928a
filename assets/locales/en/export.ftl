# The dialog of export.
