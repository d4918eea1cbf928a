#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus_fuzz::{parts, read_articles, zip_of};

fuzz_target!(|bytes: &[u8]| {
    let [document, styles, footnotes] = parts(bytes);
    let files =
        [("word/document.xml", document), ("word/styles.xml", styles), ("word/footnotes.xml", footnotes)];
    read_articles("a.docx", &zip_of(&files));
});
