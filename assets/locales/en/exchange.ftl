# Bundles of colleagues, and versions that differ.

## Two versions of one’s own work

exchange-conflicts-title = Two versions of your work
exchange-conflicts-about = These were changed here and on another machine. Choose what holds. What gives way is kept among the earlier versions. Undo brings yours back.
exchange-conflicts-settle = Resolve
exchange-conflicts-none = Nothing waits to be resolved
    .hint = Your work is the same on all machines.
exchange-conflicts-same = Nothing differs any more
    .hint = “Resolve” puts the other version away.
exchange-conflicts-mine = Mine
exchange-conflicts-theirs = The other
exchange-conflicts-absent = Not there

## Work received from others

exchange-received = Received
exchange-resolve = Resolve conflicts…
exchange-quiet = { $count ->
        [one] { $count } file was here already
       *[other] { $count } files were here already
    }
exchange-made = made { $date }
exchange-receive = Receive work
exchange-receive-where = Where does it belong?
exchange-receive-why = No project is open. A colleague’s work is received in the project that it belongs to. If it is what you were sent to begin with, choose an empty folder for it.
exchange-receive-open = Open the project…
exchange-receive-begin = Begin a project with it…
