# The library: the list of articles.
