//! The clipboard's HTML, beside the plain words that the window is handed.

use arboard::Clipboard;

/// The most HTML that is taken from the clipboard, in bytes.
const MOST: usize = 64 << 20;

/// The HTML on the clipboard; `None` where there is none, where it is too much, or where it cannot be read. Takes as long
/// as the program that copied it.
pub(super) fn html() -> Option<String> {
    Clipboard::new().ok()?.get().html().ok().filter(|html| html.len() <= MOST)
}
