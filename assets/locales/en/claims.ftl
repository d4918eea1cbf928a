# The page of claims, and cards of claims.

## Relating a claim to another

claims-other = Other claim
    .hint = Find the other claim
claims-other-none = No other claim of that name.

## The fields of a claim

claims-remove = Remove this claim
claims-short-name = Short name
    .hint = Two to four words
claims-wording = Wording
    .hint = One sentence that stands by itself
claims-topic = Topic
    .hint = What it is about
claims-aliases = Other names
    .hint = Separated by semicolons
claims-note = Note
    .name = Note on the claim
    .hint = Why it is worded so, what to watch for
claims-relations = Relations
# The other side of “narrower than”
claims-wider = Wider than
# What a cross beside a relation does
claims-take-back = Take back: { $relation } { $claim }
claims-status = Status
    .hint = a desk note, no verdict
claims-colour = Colour
# Leads of what is known of a colleague’s claim
claims-lead-type = Type:
claims-lead-topic = Topic:
claims-lead-aliases = Other names:
claims-lead-status = Status:
claims-lead-note = Note:
claims-created-by = Created by { $name }. To say it otherwise, create your own and state that both are the same.

## The list of claims

# What a screen reader says of a row
claims-row = { $claim }, { $count ->
        [one] { $count } mention
       *[other] { $count } mentions
    }

## The page

claims-page-empty = Read an article, select the words that make a claim, and press { $key }.
claims-shown-of = { $shown } of { $all }
claims-heading = Claims, the most mentioned first
claims-mentions = Mentions { $count }
claims-unused = A claim that nothing mentions can be removed by whoever created it.

## An annotation that has neither code nor claim

## The mentions of a claim

# After how many mentions take each stance, as in “3 supports · 1 opposes · 2 without stance”
claims-stance-not-given = { $count } without { $attribute }
