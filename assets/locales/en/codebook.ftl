# The page of the coding rules.
