# Agreement: measures, what they say, the page of figures.
