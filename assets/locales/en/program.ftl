# What the program says of files, projects and the work of its threads.

## Opening

program-nothing-to-open = There is nothing to open.
program-no-project = There is no project in { $path }. “New project” makes one there.
# What a project is called whose folder has no name
program-unnamed-project = Project
program-no-sample = This program was built without the sample project.
program-no-sample-folder = There is no folder for the sample’s copy: neither HOME nor OBELUS_DATA_DIR is set.
program-sample-not-copied = The sample could not be copied to { $path }: { $why }.
program-no-journal = Undo will not reach past this session. { $why }
program-not-watching = What others change will not be noticed: { $why }.

## Articles

program-reading-articles = Reading { $file } ({ $number } of { $count })
program-reading-file = Reading { $file }
program-too-long = Reading it took longer than { $seconds } seconds, so it was left out.
    .hint = “obelus add” reads it however long that takes; or divide it into smaller files.
program-reading-stopped = { $count ->
    [one] Reading was stopped: one file was not read.
   *[other] Reading was stopped: { $count } files were not read.
}
    .hint = Open what is missing again when you are ready.
program-originals-not-kept = { $count ->
    [one] { $file }: { $what } { $hint }
   *[other] { $count } files were not kept in the project; the first is { $file }: { $what } { $hint }
}
program-no-articles = There are no articles there. Obelus reads web pages, Word, OpenDocument, rich text, mails, captions, tables, plain text and Markdown.
# Where the words of an article come from that was pasted
program-pasted = pasted text
program-unreadable = The file cannot be read: { $why }.
    .hint = Check that it is still there and that you may read it.

## Saving

program-all-saved = All work is saved.
program-disk-silent = The disk does not answer.
program-not-saved = Not everything is saved. To close all the same, close again. { $why }
program-saved-after-all = Saved after all: { $path }
program-still-not-saved = Still not saved: { $why } ({ $path })
program-open-elsewhere = The files of { $name } are open on { $host } (process { DIGITS($process) }). Close them there.
program-not-put-away = The other version could not be put away. { $why }
program-settings-not-kept = The settings could not be kept. { $why }

## Bundles

program-receiving = Receiving { $name }…
program-no-bundle = This is no bundle of Obelus.
program-conflict-theirs = Two versions differ; both are kept.
    .hint = { $name } says which holds: ask for the adjudicated work to be sent again.
program-bundles = { $count ->
        [one] { $files } holds your work. Send it as you like.
       *[other] { $files } hold your work. Send both as you like.
    }
program-bundles-lacking = { $count ->
        [one] { $files } holds your work. Send it as you like, but not all went in: { $why }
       *[other] { $files } hold your work. Send both as you like, but not all went in: { $why }
    }

## Exports, imports, releases and reports

program-not-exported = Nothing was exported: { $why }
program-no-format = there is no format “{ $format }”
program-export-refused = Nothing was exported: the export could not be written: { $why }. Choose another place, or make room there.
program-not-frozen = Nothing was frozen: { $why }
program-not-complete = Nothing was frozen: it is not complete. The list shows what is missing.
program-unknown-format = No format knows this file for its own.
    .hint = Choose the format above, or export anew from the other program. Read are: { $formats }.
program-labels-not-kept = What labels became is not kept for the next import. { $why }
program-feedback = Feedback for { $name } is in { $path }.
program-no-figures = No figures: { $why }.

## Work that ended with a fault, with what the fault said: a clause

program-fault-open = The project could not be opened: { $why }.
program-fault-draft = The articles could not be read: { $why }.
program-fault-originals = The files that articles came from were not kept: { $why }.
program-fault-segment = The article could not be divided into sentences: { $why }.
program-fault-find = The article could not be searched: { $why }.
program-fault-compare = The work could not be compared: { $why }.
program-fault-page = The page could not be written: { $why }.
program-fault-measure = The figures could not be worked out: { $why }.
program-fault-reread = What others changed could not be read: { $why }.
program-fault-conflicts = Your versions could not be compared: { $why }.
program-fault-send = The bundle could not be made: { $why }.
program-fault-receive = The bundle could not be received: { $why }.
program-fault-count = What is exported could not be counted: { $why }.
program-fault-export = Nothing was exported: { $why }.
program-fault-survey = What is released could not be looked through: { $why }.
program-fault-freeze = Nothing was frozen: { $why }.
program-fault-import = The file could not be imported: { $why }.
program-fault-keep = What labels became could not be kept: { $why }.
program-fault-dialog = The dialog could not be shown: { $why }.
program-fault-save = A fault while saving: { $why }. It is tried again.
# In place of what a fault said
program-silent-fault = without a message
program-no-thread = no thread could be started: { $why }

## On standard error, after the program’s name

program-no-such-file = { $path }: there is no such file or folder
program-no-saver = the system gives no thread: { $why }
program-unsaved = not everything is saved: { $why }
# Milliseconds, for whoever measures
program-first-frame = first frame after { $time } ms
program-no-driver = no OpenGL driver offers a picture to draw on ({ $why })
program-no-window =
    a window could not be opened: { $why }.
    { $advice }
    Without a window: obelus --help
program-advice-linux = Obelus draws with OpenGL 2.1 or newer. Check that DISPLAY or WAYLAND_DISPLAY is set and that Mesa is installed (packages libgl1, libegl1, libgl1-mesa-dri). Without a graphics card, LIBGL_ALWAYS_SOFTWARE=1 lets Mesa draw.
program-advice-driver = Obelus draws with OpenGL 2.1 or newer. Bring the driver of the graphics card up to date, or, on a remote desktop or virtual machine, allow it to use the graphics card.
