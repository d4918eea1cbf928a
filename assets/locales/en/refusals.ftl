# Why a change of the project was refused: a clause that stands after a colon.

refusals-no-article = the project has no article “{ $article }”
refusals-no-annotator = the project has no annotator “{ $annotator }”
refusals-no-annotation = there is no annotation { $id }
refusals-no-orphan = there is no orphan { $id }
refusals-no-set = there is no such annotation set
refusals-no-decision = there is no decision { $id }
refusals-no-comment = there is no comment { $id }
refusals-no-stub = the project keeps no article to be fetched “{ $stub }”
refusals-stub-exists = the project keeps an article to be fetched “{ $stub }” already
refusals-article-exists = there is already an article “{ $article }”
refusals-bad-span = bytes { DIGITS($start) } to { DIGITS($end) } are not a passage of the text
refusals-no-code = the codebook has no code “{ $code }”
refusals-no-layer = the codebook has no layer “{ $layer }”
refusals-bad-value = the codebook has no attribute “{ $attribute }” with such a value
refusals-bad-field = the codebook has no article field “{ $field }” with such a value
refusals-no-claim = the ledger has no claim “{ $claim }”
refusals-self-relation = claim “{ $claim }” cannot be related to itself
refusals-claim-in-use = claim “{ $claim }” is still in use
refusals-article-in-use = article “{ $article }” is still in use
refusals-annotator-in-use = annotator “{ $annotator }” is still in use
# The same where the change was a person's own, and where undo finds another project than it left
refusals-not-done = Not done: { $why }.
refusals-not-undone = Can no longer be undone: { $why }.
refusals-not-changed = Not changed: { $why }.

## Why a codebook is not sound

refusals-layer-twice = layer “{ $layer }” is declared twice
refusals-code-twice = code “{ $code }” is declared twice
refusals-key-twice = layer “{ $layer }” gives the key “{ $key }” to two codes, “{ $first }” and “{ $second }”
refusals-article-layers = only one layer can be about the article as a whole
refusals-claim-layers = only one layer can be answered with claims
refusals-attribute-twice = layer “{ $layer }” declares “{ $attribute }” twice
refusals-role-twice = layer “{ $layer }” gives the role { $role } to two attributes
refusals-choice-twice = attribute “{ $attribute }” has “{ $choice }” twice
refusals-default = the default “{ $choice }” of “{ $attribute }” is none of its choices
refusals-codes = attribute “{ $attribute }” goes with “{ $code }”, which layer “{ $layer }” does not have
refusals-no-part = there is no “{ $part }” in the codebook
refusals-only-code = “{ $attribute }” goes with this code only; remove it first, or let it go with others
refusals-part-in-use = { $name } is in use
refusals-unknown-code = there is no code “{ $code }”
refusals-appearance = attribute “{ $attribute }” is shown in a way that its values cannot be shown
refusals-scale = attribute “{ $attribute }” has an ordinal scale and does not take one of several choices
refusals-role-values = attribute “{ $attribute }” has the role { $role } and does not take one of several choices
refusals-next = attribute “{ $attribute }” goes on with “{ $next }”, and both do not take passages of one layer
