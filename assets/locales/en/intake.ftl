# The page on which read articles are confirmed.
