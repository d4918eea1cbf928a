# What an annotation, a claim or another thing of the model says.

display-unit = { $layer }: { display-unanswered }
display-unanswered = no answer yet
display-note = Note
display-question = Question
