//! The project folder: one RON file for each thing that has one writer.
//!
//! Reads and writes files of versioned shapes (`schema`), the lease that tells who has an annotator's files open, the
//! undo journal and this machine's settings. Knows no screen and decides nothing about when to save.
//!
//! Nothing is lost silently. A file that cannot be understood is left out, left untouched, and not overwritten later
//! either. An annotation that does not fit its text, the codebook or the ledger goes to the orphans tray with all that
//! its line said, and comes back by itself when all fits again.

mod bundle;
mod check;
mod conflict;
mod disk;
mod earlier;
mod error;
mod journal;
mod keys;
mod lease;
mod listing;
mod load;
mod many;
mod mapping;
mod originals;
mod paths;
mod pending;
mod read;
pub mod release;
mod save;
mod schema;
mod settings;
mod watch;

#[cfg(test)]
mod tests;

pub use bundle::{
    About, BundleKind, ENDING as BUNDLE_ENDING, Receipt, Received, Receiver, begin, pack, pack_project,
    receive,
};
pub use check::check;
pub use conflict::{MergedSave, compare_aside, conflicts, put_away, save_merged};
pub use disk::{clear_leftovers, temporary_for};
pub use earlier::{earlier_dir, keep_earlier};
pub use error::{FileAction, StoreError};
pub use journal::{Journal, JournalEntry, Recovered, journal_path};
pub use keys::PROGRAM_KEYS;
pub use lease::{BEAT, Lease, LeaseError, STALE};
pub use listing::Aside;
pub use load::{Head, clear_temporaries, open, open_head, read_article, read_set, read_stub};
pub use many::create_new;
pub use mapping::{keep_mapping, kept_mapping};
pub use originals::{LARGEST_ORIGINAL, keep_original};
pub use paths::{data_dir, documents_dir, find_root, is_own, key_of, relative, still_in};
pub use pending::Pending;
pub use read::MISSING_FILE;
pub use save::{Saved, create, create_with_articles, encode, fingerprint, new_project, save, save_over};
pub use schema::codebook::builtin_codebook;
pub use settings::{load_preferences, save_preferences};
pub use watch::{FileContent, ReadFile, Stamps, changed, read_file, snapshot};
