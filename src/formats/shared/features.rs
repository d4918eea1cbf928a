//! What a format keeps of a project: declared once in its [`FormatInfo`](crate::formats::FormatInfo); what it loses follows.

use crate::id;
use crate::locale::Catalogue;

/// What identifies and describes an article, and its text.
pub const ARTICLES: &[Feature] = &[Feature::Texts, Feature::Titles, Feature::Metadata, Feature::Zones];
/// The same with everything else that is known of it, but for its import.
pub const WHOLE_ARTICLES: &[Feature] =
    &[Feature::Texts, Feature::Titles, Feature::Metadata, Feature::Print, Feature::Zones];
/// How articles came in.
pub const IMPORTS: &[Feature] = &[Feature::Imports, Feature::TimeCodes];
/// What an annotator's set has besides annotations.
pub const SETS: &[Feature] =
    &[Feature::Annotators, Feature::SignOff, Feature::Coverage, Feature::Fields, Feature::Bookmarks];
/// What the ledger says of claims.
pub const LEDGER: &[Feature] = &[Feature::ClaimDetails, Feature::Relations];
/// Everything that is said of an annotation besides its place.
pub const ANNOTATIONS: &[Feature] = &[
    Feature::Codes,
    Feature::Mentions,
    Feature::Notes,
    Feature::Units,
    Feature::Attributes,
    Feature::Passages,
    Feature::Memos,
    Feature::Questions,
    Feature::Origins,
    Feature::Times,
    Feature::Numbers,
];
/// What annotations answer.
pub const BODIES: &[Feature] = &[Feature::Codes, Feature::Mentions, Feature::Notes, Feature::Units];
/// Attributes with all their values.
pub const VALUES: &[Feature] = &[Feature::Attributes, Feature::Passages];
/// Memos, and which of them are questions.
pub const MEMOS: &[Feature] = &[Feature::Memos, Feature::Questions];
/// Every place in a text that an annotation may have.
pub const PLACES: &[Feature] =
    &[Feature::Overlaps, Feature::PartWords, Feature::Breaks, Feature::Edges, Feature::Blanks];
/// Every character that words may have.
pub const CHARACTERS: &[Feature] = &[Feature::Controls, Feature::WhiteSpace, Feature::LongCells];

/// Something of a project that a format keeps, or has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// The texts of the articles.
    Texts,
    /// Title, outlet, date, address and language of articles.
    Titles,
    /// What is known about an article besides title, outlet, date, address and language.
    Metadata,
    /// Dates of change, editions, pages, archives' numbers and subject terms of articles.
    Print,
    /// The files that articles were imported from by digest and kind, and what was struck of their texts.
    Imports,
    /// The moments of a recording at which the places of its transcript are said.
    TimeCodes,
    /// The parts of an article: headline, caption, boilerplate.
    Zones,
    /// The coding rules: definitions, keys, examples.
    Codebook,
    /// Names of annotators, or their roles.
    Annotators,
    /// Whether a set is open or signed off.
    SignOff,
    /// Which parts were read.
    Coverage,
    /// Answers about an article as a whole.
    Fields,
    /// Bookmarks.
    Bookmarks,
    /// Annotations whose passage was not found.
    Orphans,
    /// Decisions of adjudicators with their reasons.
    Decisions,
    /// Comments on places.
    Comments,
    /// Claims besides their short name: wording, kind, topic, aliases, status.
    ClaimDetails,
    /// Relations between claims.
    Relations,
    /// Codes: annotations that answer with one.
    Codes,
    /// Mentions of claims.
    Mentions,
    /// Notes on passages without a code.
    Notes,
    /// Units that were marked and not yet answered.
    Units,
    /// Attributes of annotations.
    Attributes,
    /// Passages that attributes name: source, cue, hedge.
    Passages,
    /// Memos.
    Memos,
    /// That a memo is a question.
    Questions,
    /// How an annotation came to be: made, suggested, carried over, imported.
    Origins,
    /// When an annotation was made and changed.
    Times,
    /// Numbers of annotations.
    Numbers,
    /// Annotations that overlap others.
    Overlaps,
    /// Ends inside a word.
    PartWords,
    /// Passages over line breaks.
    Breaks,
    /// White space at the ends of passages.
    Edges,
    /// Annotations of white space alone.
    Blanks,
    /// White space in memos and texts: tabs and line breaks become spaces.
    WhiteSpace,
    /// Texts over what a cell can hold.
    LongCells,
    /// Control characters, where the format has no place for them.
    Controls,
    /// Speakers that a format asks for and nobody named; nothing that a project holds.
    Speakers,
}

impl Feature {
    /// All that a project may hold.
    pub const ALL: [Self; 37] = [
        Self::Texts,
        Self::Titles,
        Self::Metadata,
        Self::Print,
        Self::Imports,
        Self::TimeCodes,
        Self::Zones,
        Self::Codebook,
        Self::Annotators,
        Self::SignOff,
        Self::Coverage,
        Self::Fields,
        Self::Bookmarks,
        Self::Orphans,
        Self::Decisions,
        Self::Comments,
        Self::ClaimDetails,
        Self::Relations,
        Self::Codes,
        Self::Mentions,
        Self::Notes,
        Self::Units,
        Self::Attributes,
        Self::Passages,
        Self::Memos,
        Self::Questions,
        Self::Origins,
        Self::Times,
        Self::Numbers,
        Self::Overlaps,
        Self::PartWords,
        Self::Breaks,
        Self::Edges,
        Self::Blanks,
        Self::Controls,
        Self::WhiteSpace,
        Self::LongCells,
    ];

    /// A stable code for findings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Texts => "lost-texts",
            Self::Titles => "lost-titles",
            Self::Metadata => "lost-metadata",
            Self::Print => "lost-print",
            Self::Imports => "lost-imports",
            Self::TimeCodes => "lost-time-codes",
            Self::Zones => "lost-zones",
            Self::Codebook => "lost-codebook",
            Self::Annotators => "lost-annotators",
            Self::SignOff => "lost-sign-off",
            Self::Coverage => "lost-coverage",
            Self::Fields => "lost-fields",
            Self::Bookmarks => "lost-bookmarks",
            Self::Orphans => "lost-orphans",
            Self::Decisions => "lost-decisions",
            Self::Comments => "lost-comments",
            Self::ClaimDetails => "lost-claim-details",
            Self::Relations => "lost-relations",
            Self::Codes => "lost-codes",
            Self::Mentions => "lost-mentions",
            Self::Notes => "lost-notes",
            Self::Units => "lost-units",
            Self::Attributes => "lost-attributes",
            Self::Passages => "lost-passages",
            Self::Memos => "lost-memos",
            Self::Questions => "lost-questions",
            Self::Origins => "lost-origins",
            Self::Times => "lost-times",
            Self::Numbers => "lost-numbers",
            Self::Overlaps => "lost-overlaps",
            Self::PartWords => "lost-part-words",
            Self::Breaks => "lost-breaks",
            Self::Edges => "lost-edges",
            Self::Blanks => "lost-blanks",
            Self::Controls => "lost-controls",
            Self::WhiteSpace => "lost-white-space",
            Self::LongCells => "lost-long-cells",
            Self::Speakers => "no-speakers",
        }
    }

    /// The identifier of its text: what it is, in a few words for a list; in the plural.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Texts => id!("formats-lost-texts"),
            Self::Titles => id!("formats-lost-titles"),
            Self::Metadata => id!("formats-lost-metadata"),
            Self::Print => id!("formats-lost-print"),
            Self::Imports => id!("formats-lost-imports"),
            Self::TimeCodes => id!("formats-lost-time-codes"),
            Self::Zones => id!("formats-lost-zones"),
            Self::Codebook => id!("formats-lost-codebook"),
            Self::Annotators => id!("formats-lost-annotators"),
            Self::SignOff => id!("formats-lost-sign-off"),
            Self::Coverage => id!("formats-lost-coverage"),
            Self::Fields => id!("formats-lost-fields"),
            Self::Bookmarks => id!("formats-lost-bookmarks"),
            Self::Orphans => id!("formats-lost-orphans"),
            Self::Decisions => id!("formats-lost-decisions"),
            Self::Comments => id!("formats-lost-comments"),
            Self::ClaimDetails => id!("formats-lost-claim-details"),
            Self::Relations => id!("formats-lost-relations"),
            Self::Codes => id!("formats-lost-codes"),
            Self::Mentions => id!("formats-lost-mentions"),
            Self::Notes => id!("formats-lost-notes"),
            Self::Units => id!("formats-lost-units"),
            Self::Attributes => id!("formats-lost-attributes"),
            Self::Passages => id!("formats-lost-passages"),
            Self::Memos => id!("formats-lost-memos"),
            Self::Questions => id!("formats-lost-questions"),
            Self::Origins => id!("formats-lost-origins"),
            Self::Times => id!("formats-lost-times"),
            Self::Numbers => id!("formats-lost-numbers"),
            Self::Overlaps => id!("formats-lost-overlaps"),
            Self::PartWords => id!("formats-lost-part-words"),
            Self::Breaks => id!("formats-lost-breaks"),
            Self::Edges => id!("formats-lost-edges"),
            Self::Blanks => id!("formats-lost-blanks"),
            Self::Controls => id!("formats-lost-controls"),
            Self::WhiteSpace => id!("formats-lost-white-space"),
            Self::LongCells => id!("formats-lost-long-cells"),
            Self::Speakers => id!("formats-lost-speakers"),
        }
    }

    /// What it is, in the plural, in English: for the command line and files.
    pub fn words(self) -> &'static str {
        Catalogue::english().get(self.text_id())
    }

    /// Whether only the format itself can tell how often it happens, while it writes.
    pub fn is_counted_by_format(self) -> bool {
        matches!(
            self,
            Self::Overlaps
                | Self::PartWords
                | Self::Breaks
                | Self::Edges
                | Self::Blanks
                | Self::Controls
                | Self::WhiteSpace
                | Self::LongCells
                | Self::Numbers
                | Self::Times
                | Self::Speakers
        )
    }
}
