# The page of claims, and cards of claims.
