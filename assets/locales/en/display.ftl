# What an annotation, a claim or another thing of the model says.
