# Bundles of colleagues, and versions that differ.

## Two versions of one’s own work

team-conflicts-title = Two versions of your work
team-conflicts-about = These were changed here and on another machine. Choose what holds. What gives way is kept among the earlier versions. Undo brings yours back.
team-conflicts-settle = Resolve
team-conflicts-none = Nothing waits to be resolved
    .hint = Your work is the same on all machines.
team-conflicts-same = Nothing differs any more
    .hint = “Resolve” puts the other version away.
team-conflicts-mine = Mine
team-conflicts-theirs = The other
team-conflicts-absent = Not there

## Work received from others

team-received = Received
team-resolve = Resolve conflicts…
team-quiet = { $count ->
        [one] { $count } file was here already
       *[other] { $count } files were here already
    }
team-made = made { $date }
team-receive = Receive work
team-receive-where = Where does it belong?
team-receive-why = No project is open. A colleague’s work is received in the project that it belongs to. If it is what you were sent to begin with, choose an empty folder for it.
team-receive-open = Open the project…
team-receive-begin = Begin a project with it…
