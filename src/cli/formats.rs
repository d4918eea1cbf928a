//! `obelus formats`.

use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::write_all;
use crate::formats::{Direction, FORMATS, Feature, Format, FormatInfo, OffsetUnit, Packing, format};
use crate::locale::Catalogue;
use std::io::Write;

/// What to list.
#[derive(Debug, Clone, clap::Args)]
pub struct FormatsArgs {
    /// Write the formats as a JSON array.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &FormatsArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let abouts = || FORMATS.iter().map(|format| format.about());
    if args.json {
        write_all(out, &format!("{}\n", json::list(abouts().map(object))))?;
    } else {
        write_all(out, &abouts().map(block).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(Outcome::Clean)
}

/// The format of that name, among those that go the wanted way.
pub(super) fn called(id: &str, wanted: fn(Direction) -> bool) -> Result<&'static dyn Format, Failure> {
    let found = format(id).filter(|format| wanted(format.about().direction));
    found.ok_or_else(|| {
        let known = FORMATS.iter().filter(|format| wanted(format.about().direction));
        let known: Vec<&str> = known.map(|format| format.about().id).collect();
        let (why, hint) = match format(id) {
            Some(format) => (
                format!("{} only goes {}", format.about().id, ways(format.about().direction)),
                "obelus formats says what they are; without --format a file is known by what is in it.",
            ),
            None => (format!("there is no format “{id}”"), "obelus formats says what they are."),
        };
        Failure::new(format!("{why}; there are {}", known.join(", ")), hint)
    })
}

/// The formats that go out, with what each cannot carry, for the help.
pub(super) fn help_out() -> String {
    let lines = FORMATS.iter().map(|format| format.about()).filter(|about| about.direction != Direction::In);
    let line = |about: &FormatInfo| {
        let mut text = format!("  {:14}{}. Cannot carry: {}.", about.id, about.english_name(), losses(about));
        for switch in about.switches {
            text.push_str(&format!("\n  {:14}--with {}: {}", "", switch.id, english(switch.about)));
        }
        text
    };
    format!("Formats:\n{}", lines.map(line).collect::<Vec<_>>().join("\n"))
}

/// The formats that come in, for the help.
pub(super) fn help_in() -> String {
    let lines = FORMATS.iter().map(|format| format.about()).filter(|about| about.direction != Direction::Out);
    let line = |about: &FormatInfo| format!("  {:14}{}", about.id, about.english_name());
    format!("Formats:\n{}", lines.map(line).collect::<Vec<_>>().join("\n"))
}

/// The English text of that identifier.
fn english(id: &'static str) -> &'static str {
    Catalogue::english().get(id)
}

fn ways(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "out and in",
        Direction::Out => "out",
        Direction::In => "in",
    }
}

fn losses(about: &FormatInfo) -> String {
    let words: Vec<&str> = about.losses().into_iter().map(Feature::words).collect();
    if words.is_empty() { "nothing is lost".to_owned() } else { words.join("; ") }
}

fn packing(about: &FormatInfo) -> String {
    match about.packing {
        Packing::File => format!("one file, .{}", about.ending),
        Packing::Folder(None) => "a folder or zip of files".to_owned(),
        Packing::Folder(Some(main)) => format!("a folder or zip of files; {main} into a pipe"),
    }
}

fn block(about: &FormatInfo) -> String {
    let unit = about.unit.map_or("no positions", |unit| unit.words());
    let mut text = format!("{}: {}\n", about.id, about.english_name());
    let mut line = |name: &str, value: &str| text.push_str(&format!("  {name:14}{value}\n"));
    line("goes", ways(about.direction));
    line("makes", &packing(about));
    line("counts", unit);
    line("opens in", english(about.opens));
    line("cannot carry", &losses(about));
    for switch in about.switches {
        line("--with", &format!("{}: {}", switch.id, english(switch.about)));
    }
    line("verified with", english(about.verified));
    text
}

fn object(about: &FormatInfo) -> Json {
    let lost = |lost: &Feature| json::object([("code", lost.code().into()), ("words", lost.words().into())]);
    let (goes_out, comes_in) = (about.direction != Direction::In, about.direction != Direction::Out);
    let files = if about.packing == Packing::File { "one" } else { "several" };
    let switches = about
        .switches
        .iter()
        .map(|switch| json::object([("id", switch.id.into()), ("about", english(switch.about).into())]));
    json::object([
        ("id", about.id.into()),
        ("name", about.english_name().into()),
        ("export", goes_out.into()),
        ("import", comes_in.into()),
        ("ending", about.ending.into()),
        ("files", files.into()),
        ("unit", about.unit.map(OffsetUnit::name).into()),
        ("opens", english(about.opens).into()),
        ("losses", json::list(about.losses().iter().map(lost))),
        ("switches", json::list(switches)),
        ("verified", english(about.verified).into()),
    ])
}
