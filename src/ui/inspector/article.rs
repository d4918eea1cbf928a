//! What is known about the article: metadata, the fields of the article layer, and what this paragraph is.

use egui::{Id, Ui};

use super::fields;
use super::here::Here;
use super::local::Local;
use crate::app::{ArticleCommand, Command};
use crate::base::is_date;
use crate::id;
use crate::message;
use crate::model::{Metadata, ZoneKind};
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Field};

/// Stands between the names of several authors.
const BETWEEN: &str = "; ";

/// The whole section, folded away until it is asked for.
pub(super) fn article(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>) {
    widgets::fold(ui, cx.text.get("inspector-article"), &mut local.article);
    if !local.article {
        return;
    }
    ui.push_id("article", |ui| {
        zone(ui, cx, here);
        if let Some(layer) = here.codebook.field_layer() {
            let list: Vec<_> = layer.attributes.iter().collect();
            let owner = fields::Owner::Article(here.session.my_set().map(|set| &**set));
            fields::show(ui, cx, &mut local.drafts, owner, &list);
        }
        for line in &FIELDS {
            metadata(ui, cx, local, here, line);
        }
        let known = &here.reading.article.metadata;
        let from = [known.source_file.as_str(), known.import_note.as_str()];
        let from = from.iter().copied().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        if !from.is_empty() {
            let soft = cx.theme.colours.soft;
            widgets::content(
                ui,
                cx,
                &cx.text.shown(&message!("inspector-from", files = from)),
                &Theme::metrics().text.small,
                soft,
                0,
            );
        }
    });
}

/// What the paragraph at the cursor is.
fn zone(ui: &mut Ui, cx: &mut Cx<'_>, here: &Here<'_>) {
    let article = &here.reading.article;
    let at = here.subject.start();
    let now = article.zone_at(at);
    widgets::heading(ui, cx.text.get("inspector-paragraph"), "");
    let items: Vec<ChoiceItem<'_>> = ZoneKind::ALL
        .iter()
        .map(|kind| ChoiceItem::plain(cx.text.get(kind.name_id()), *kind == now))
        .collect();
    let picked = widgets::flow(ui, cx, &items).clicked.and_then(|at| ZoneKind::ALL.get(at));
    let line = article.text.line(article.text.line_at(at)).and_then(|(start, end)| Span::new(start, end));
    if let (Some(kind), Some(span)) = (picked, line)
        && *kind != now
    {
        cx.out.push(Command::Article(ArticleCommand::SetZone { span, kind: *kind }));
    }
}

/// One line of metadata: its name, a hint, how to read it, how to write it, and whether it can be so.
struct MetadataField(
    &'static str,
    &'static str,
    fn(&Metadata) -> String,
    fn(&mut Metadata, String),
    fn(&str) -> bool,
);

const FIELDS: [MetadataField; 9] = [
    MetadataField(
        id!("inspector-title"),
        id!("inspector-title.hint"),
        |m| m.title.clone(),
        |m, v| m.title = v,
        any,
    ),
    MetadataField(
        id!("inspector-outlet"),
        id!("inspector-outlet.hint"),
        |m| m.outlet.clone(),
        |m, v| m.outlet = v,
        any,
    ),
    MetadataField(
        id!("inspector-authors"),
        id!("inspector-authors.hint"),
        |m| m.authors.join(BETWEEN),
        |m, v| {
            m.authors = v.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
        },
        any,
    ),
    MetadataField(
        id!("inspector-written"),
        id!("inspector-written.hint"),
        |m| m.published.as_written.clone(),
        |m, v| m.published.as_written = v,
        any,
    ),
    MetadataField(
        id!("inspector-date"),
        id!("inspector-date.hint"),
        |m| m.published.date.clone(),
        |m, v| m.published.date = v,
        |date| date.is_empty() || is_date(date),
    ),
    MetadataField(
        id!("common-section"),
        id!("common-section.hint"),
        |m| m.section.clone(),
        |m, v| m.section = v,
        any,
    ),
    MetadataField(
        id!("inspector-language"),
        id!("inspector-language.hint"),
        |m| m.language.clone(),
        |m, v| m.language = v,
        any,
    ),
    MetadataField(
        id!("inspector-genre"),
        id!("inspector-genre.hint"),
        |m| m.genre.clone(),
        |m, v| m.genre = v,
        any,
    ),
    MetadataField(
        id!("inspector-address"),
        id!("inspector-address.hint"),
        |m| m.url.clone(),
        |m, v| m.url = v,
        any,
    ),
];

fn any(_: &str) -> bool {
    true
}

fn metadata(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>, line: &MetadataField) {
    let article = &here.reading.article;
    let MetadataField(name, hint, get, set, sound) = *line;
    let (name, hint) = (cx.text.get(name), cx.text.get(hint));
    ui.add_space(Theme::metrics().space.xs);
    widgets::heading(ui, name, "");
    let value = get(&article.metadata);
    let id = Id::unique(("metadata", article.id.as_str(), name));
    let wrong = !sound(local.drafts.shown(id).unwrap_or(&value));
    let field = Field::new(name).hint(hint).wrong(wrong);
    if let (Some(text), _) = local.drafts.edit(ui, id, field, &value)
        && sound(&text)
    {
        let mut metadata = article.metadata.clone();
        set(&mut metadata, text);
        if metadata != article.metadata {
            cx.out.push(Command::Article(ArticleCommand::SetMetadata {
                id: article.id.clone(),
                metadata: Box::new(metadata),
            }));
        }
    }
    if wrong {
        let (small, error) = (&Theme::metrics().text.small, cx.theme.colours.error);
        widgets::words(ui, small, error, cx.text.get("inspector-date-wrong"));
    }
}
