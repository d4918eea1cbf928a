//! What control words do.

use super::super::code_pages::CodePage;
use super::{RtfReader, styles};

/// Where words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    /// Into the text.
    #[default]
    Text,
    /// Nowhere.
    Skipped,
    /// Into the name of a typeface, a style or a bookmark, into an instruction of a field, or into a property.
    FontName,
    StyleName,
    Bookmark,
    Instruction,
    Property(&'static str),
    /// Marks or number of an item of a list.
    ItemMark,
}

/// The state of a group.
#[derive(Debug, Clone)]
pub(super) struct RtfGroup {
    pub destination: Destination,
    /// Whether the destination began with this group.
    pub began_here: bool,
    pub page: Option<CodePage>,
    pub bold: bool,
    pub hidden: bool,
    pub deleted: bool,
    pub in_table: bool,
    pub listed: bool,
    pub level: Option<u8>,
    /// How many bytes stand for a sign that is given by its number.
    pub stand_ins: usize,
    /// Whether it is a note of the foot.
    pub note: bool,
    /// Whether it is the words of a text box.
    pub boxed: bool,
}

impl Default for RtfGroup {
    fn default() -> Self {
        Self {
            destination: Destination::Text,
            began_here: false,
            page: None,
            bold: false,
            hidden: false,
            deleted: false,
            in_table: false,
            listed: false,
            level: None,
            stand_ins: 1,
            note: false,
            boxed: false,
        }
    }
}

/// Groups whose words are no part of the text.
const SKIPPED: [&str; 27] = [
    "colortbl",
    "pict",
    "object",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "private",
    "xe",
    "tc",
    "rxe",
    "annotation",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "nonesttables",
    "nonshppict",
    "shprslt",
    "comment",
];

/// Groups that begin with `\*` and hold words of the text, or groups with such words.
const KEPT: [&str; 5] = ["fldinst", "bkmkstart", "shpinst", "ud", "shptxt"];

impl RtfReader {
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        if std::mem::take(&mut self.ignorable) && !KEPT.contains(&name) {
            self.begin(Destination::Skipped);
            return;
        }
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        if self.stand_ins > 0 && !matches!(name, "bin") {
            self.stand_ins = 0;
        }
        if SKIPPED.contains(&name) {
            return self.begin(Destination::Skipped);
        }
        if !self.destination(name) && !self.layout(name) {
            self.format(name, number);
        }
    }

    fn begin(&mut self, destination: Destination) {
        self.flush();
        let skipped = self.group().destination == Destination::Skipped;
        self.with_group(|group| {
            if !skipped {
                group.destination = destination;
                group.began_here = true;
            }
        });
    }

    /// Words that say where those of their group go.
    fn destination(&mut self, name: &str) -> bool {
        let to = match name {
            "fonttbl" => Destination::FontName,
            "stylesheet" => Destination::StyleName,
            "info" => Destination::Skipped,
            "bkmkstart" => Destination::Bookmark,
            "fldinst" => Destination::Instruction,
            "listtext" | "pntext" => Destination::ItemMark,
            "shpinst" | "upr" => Destination::Skipped,
            // In a group that is passed over: the words of a text box, and the Unicode form of words that stand in another
            // form before.
            "shptxt" => {
                self.end_open_paragraph();
                self.with_group(|group| (group.destination, group.boxed) = (Destination::Text, true));
                return true;
            }
            "ud" => {
                self.with_flushed(|group| group.destination = Destination::Text);
                return true;
            }
            "title" => Destination::Property("title"),
            "author" => Destination::Property("author"),
            "keywords" => Destination::Property("keywords"),
            "footnote" => {
                self.begin_note();
                return true;
            }
            _ => return false,
        };
        if let Destination::Property(_) = to {
            self.flush();
            self.with_group(|group| {
                group.destination = to;
                group.began_here = true;
            });
        } else {
            self.begin(to);
        }
        self.name.clear();
        true
    }

    /// Words that part paragraphs, cells and pages, and those that are a sign.
    fn layout(&mut self, name: &str) -> bool {
        match name {
            "par" => self.end_paragraph(),
            "sect" => {
                self.end_paragraph();
                self.begins_page = true;
            }
            "page" | "column" => self.page_break(),
            "pagebb" => self.begins_page = true,
            "cell" => self.end_cell(),
            "nestcell" => self.sign(" "),
            "nestrow" => self.sign("\n"),
            "row" => self.end_row(),
            _ => {
                let sign = match name {
                    "line" | "lbr" | "softline" => "\n",
                    "tab" => "\t",
                    "emdash" => "—",
                    "endash" => "–",
                    "lquote" => "‘",
                    "rquote" => "’",
                    "ldblquote" => "“",
                    "rdblquote" => "”",
                    "bullet" => "•",
                    "emspace" => "\u{2003}",
                    "enspace" => "\u{2002}",
                    "qmspace" => "\u{2005}",
                    "zwj" => "\u{200D}",
                    "zwnj" => "\u{200C}",
                    "ltrmark" => "\u{200E}",
                    "rtlmark" => "\u{200F}",
                    _ => return false,
                };
                self.sign(sign);
            }
        }
        true
    }

    /// Words that say how others look.
    fn format(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        match name {
            "mac" => self.page = CodePage::of_number(10000).unwrap_or(self.page),
            "pc" => self.page = CodePage::of_number(437).unwrap_or(self.page),
            "pca" => self.page = CodePage::of_number(850).unwrap_or(self.page),
            "ansicpg" => self.page = number.and_then(CodePage::of_number).unwrap_or(self.page),
            "f" | "af" => self.font(name, number.unwrap_or(0)),
            "fcharset" | "cpg" => {
                let page = match name {
                    "cpg" => number.and_then(CodePage::of_number),
                    _ => number.filter(|set| *set != 0).and_then(CodePage::of_charset),
                };
                if let (Destination::FontName, Some(page)) = (self.group().destination, page) {
                    self.fonts.insert(self.font, page);
                }
            }
            "s" => self.style = number.unwrap_or(0),
            "uc" => {
                let count = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(64);
                self.with_group(|group| group.stand_ins = count);
            }
            "b" => self.with_flushed(|group| group.bold = on),
            "v" => self.with_flushed(|group| group.hidden = on),
            "deleted" => self.with_flushed(|group| group.deleted = on),
            "plain" => self.with_flushed(|group| {
                (group.bold, group.hidden, group.deleted, group.page) = (false, false, false, None);
            }),
            "pard" => {
                self.flush();
                self.style = 0;
                self.with_group(|group| (group.in_table, group.listed, group.level) = (false, false, None));
            }
            "intbl" => self.with_group(|group| group.in_table = true),
            "ls" => self.with_group(|group| group.listed = number.is_some_and(|list| list > 0)),
            "outlinelevel" => {
                let level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
                self.with_group(|group| group.level = level.map(|level| level + 1));
            }
            _ => {}
        }
    }

    fn with_flushed(&mut self, change: impl FnOnce(&mut super::RtfGroup)) {
        self.flush();
        self.with_group(change);
    }

    fn font(&mut self, name: &str, number: i32) {
        if self.group().destination == Destination::FontName {
            self.font = number;
        } else if name == "f" {
            let page = self.fonts.get(&number).copied();
            self.with_flushed(|group| group.page = page);
        }
    }

    /// A group has ended: what it named is kept.
    pub(super) fn end_of(&mut self, group: &super::RtfGroup) {
        if group.note && !self.group().note {
            self.end_note();
        }
        let in_style = group.destination == Destination::StyleName;
        if in_style {
            let name = std::mem::take(&mut self.name);
            if let Some(style) = styles::named(name.trim().trim_end_matches(';')) {
                self.styles.insert(self.style, style);
            }
            self.style = 0;
            return;
        }
        if group.boxed && !self.group().boxed {
            self.groups.push(group.clone());
            self.end_open_paragraph();
            self.groups.pop();
        }
        if !group.began_here {
            return;
        }
        let words = std::mem::take(&mut self.name);
        match group.destination {
            Destination::Bookmark => self.open.bookmarks.push(words.trim().to_owned()),
            Destination::Instruction => {
                let mut parts = words.split('"');
                if parts.next().is_some_and(|first| first.trim().eq_ignore_ascii_case("hyperlink")) {
                    self.open.links.extend(parts.next().map(str::to_owned));
                }
            }
            Destination::Property(name) => drop(self.info.insert(name, words)),
            Destination::ItemMark => {
                self.with_group(|outer| outer.listed = true);
                if words.chars().any(char::is_alphanumeric) {
                    let mark = words.trim().to_owned() + " ";
                    self.put(&mark);
                }
            }
            Destination::Text | Destination::Skipped | Destination::FontName | Destination::StyleName => {}
        }
    }
}
