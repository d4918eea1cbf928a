//! Mails, and web pages that were saved with all their parts in one file of mail parts (MHTML).

use super::dom::Dom;
use super::page::{self, Page};
use super::parsed::{KnownValues, ParsedArticle};
use super::{IngestError, ParsedFile, SourceFile, SourceKind, alerts, decode, names, table};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, Dated, FileReading, ValueOrigin};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Mails in mails that are opened.
const DEEPEST: usize = 4;

/// Reads a page in mail parts: the page that was saved, not the frames in it.
pub(super) fn read_page(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let Some(mail) = MessageParser::default().parse(source.bytes) else { return Err(IngestError::Empty) };
    let address = header(&mail, "Snapshot-Content-Location");
    let start = mail.root_part().content_type().and_then(|kind| kind.attribute("start")).unwrap_or_default();
    let pages: Vec<SavedPart<'_>> = mail.parts.iter().filter_map(|part| SavedPart::of(part, &mail)).collect();
    let is_root = |part: &&SavedPart<'_>| {
        (!address.is_empty() && part.address == address)
            || (!start.is_empty() && part.id == start.trim_matches(['<', '>']))
    };
    let root = pages.iter().find(is_root).or(pages.first());
    let others = pages.iter().filter(|part| root.is_some_and(|root| !std::ptr::eq(root, *part)));
    let mut failure = IngestError::Empty;
    // A page of frames has no words; one of its frames has.
    for part in root.into_iter().chain(others) {
        match page::read(&part.text, part.address, progress) {
            Ok(Page { mut article, note: _ }) => {
                article.notes.extend(part.notes.iter().cloned());
                article.known.words(ArticleField::Url, &address, ValueOrigin::Record);
                article.known.words(
                    ArticleField::Title,
                    mail.subject().unwrap_or_default(),
                    ValueOrigin::Record,
                );
                progress.advance(source.bytes.len() as u64);
                let moment = Some(date(&mail).as_written).filter(|moment| !moment.is_empty());
                let note = moment.map(|moment| format!("saved on {moment}")).into_iter().collect();
                return Ok(ParsedFile {
                    kind: SourceKind::Mhtml,
                    articles: vec![article],
                    note,
                    issues: Vec::new(),
                    reading: FileReading::default(),
                });
            }
            Err(error @ IngestError::Cancelled) => return Err(error),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// A page among the parts.
struct SavedPart<'a> {
    text: Cow<'a, str>,
    address: &'a str,
    id: &'a str,
    /// What was found on decoding it.
    notes: Vec<Issue>,
}

impl<'a> SavedPart<'a> {
    fn of(part: &'a MessagePart<'a>, mail: &'a Message<'a>) -> Option<Self> {
        let PartType::Html(_) = &part.body else { return None };
        let (text, notes) = decoded(part, mail);
        let (address, id) =
            (part.content_location().unwrap_or_default(), part.content_id().unwrap_or_default());
        Some(Self { text, address, id, notes })
    }
}

/// The text of a part, with what was found on decoding it: where the part does not say its encoding, the page in it or its
/// bytes do.
fn decoded<'a>(part: &'a MessagePart<'a>, mail: &'a Message<'a>) -> (Cow<'a, str>, Vec<Issue>) {
    let stated = part.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let as_said = || (Cow::Borrowed(part.text_contents().unwrap_or_default()), Vec::new());
    let raw = mail.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let Some(raw) = raw.filter(|_| !stated) else { return as_said() };
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
    };
    let Some(bytes) = bytes else { return as_said() };
    match decode::decode(&bytes, &Progress::new()) {
        Ok(found) => {
            let mut notes = found.issues;
            notes.retain(|note| note.code != "line-ends");
            (Cow::Owned(found.value.text), notes)
        }
        Err(_) => as_said(),
    }
}

/// Reads a mail: its page where it has one, else its plain words.
pub(super) fn read(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let Some(mail) = MessageParser::default().parse(source.bytes) else { return Err(IngestError::Empty) };
    let mail = innermost(&mail, DEEPEST);
    let html = mail.html_bodies().find(|part| matches!(part.body, PartType::Html(_)));
    let html = html.map(|part| decoded(part, mail));
    let alerts = alert(mail, html.as_ref().map(|(text, _)| text.as_ref()), progress)?;
    if let Some((articles, mut issues)) = alerts {
        issues.extend(table::to_fetch(&articles));
        progress.advance(source.bytes.len() as u64);
        let said = format!("“{}”, sent on {}", mail.subject().unwrap_or_default(), date(mail).as_written);
        return Ok(ParsedFile {
            kind: SourceKind::Mail,
            articles,
            note: vec![said],
            issues,
            reading: FileReading::default(),
        });
    }
    let of_page = html.map(|(text, notes)| Ok((page::read(&text, "", progress)?, notes))).transpose();
    let mut article = match of_page {
        Ok(Some((Page { mut article, note: _ }, notes))) => {
            article.notes.extend(notes);
            article
        }
        Err(error @ IngestError::Cancelled) => return Err(error),
        Ok(None) | Err(_) => plain(mail)?,
    };
    let mut known = about(mail);
    known.join(std::mem::take(&mut article.known));
    article.known = known;
    article.notes.retain(|note| note.code != "page-without-article");
    article.notes.extend(kind_note(mail));
    progress.advance(source.bytes.len() as u64);
    Ok(ParsedFile {
        kind: SourceKind::Mail,
        articles: vec![article],
        note: vec!["mail".to_owned()],
        issues: Vec::new(),
        reading: FileReading::default(),
    })
}

/// The results of a mail of Google Alerts, which may have been sent on by somebody; `None` for other mails.
fn alert(
    mail: &Message<'_>,
    html: Option<&str>,
    progress: &Progress,
) -> Result<Option<(Vec<ParsedArticle>, Vec<Issue>)>, IngestError> {
    let plain = mail.body_text(0).unwrap_or_default();
    let names_alerts = |words: &str| words.contains("google.com/alerts");
    if !is_from_alerts(mail) && !names_alerts(&plain) && !html.is_some_and(names_alerts) {
        return Ok(None);
    }
    let page = html.map(|text| Dom::parse(text, progress)).transpose()?;
    let found = alerts::of_mail(page.as_ref(), &plain);
    Ok((!found.0.is_empty()).then_some(found))
}

fn is_from_alerts(mail: &Message<'_>) -> bool {
    let sender =
        mail.from().and_then(|from| from.first()).and_then(|sender| sender.address()).unwrap_or_default();
    sender.to_ascii_lowercase().starts_with("googlealerts-noreply@")
}

/// The mail that was forwarded whole, where one with nothing of its own holds it.
fn innermost<'a>(mail: &'a Message<'a>, deepest: usize) -> &'a Message<'a> {
    let has_words =
        mail.text_bodies().any(|part| part.text_contents().is_some_and(|words| words.trim().len() > 40));
    let inner = mail.parts.iter().find_map(|part| part.message());
    match inner.filter(|_| !has_words && deepest > 0) {
        Some(inner) => innermost(inner, deepest - 1),
        None => mail,
    }
}

fn plain(mail: &Message<'_>) -> Result<ParsedArticle, IngestError> {
    let words = mail.body_text(0).unwrap_or_default();
    let mut notes = Vec::new();
    let text = decode::decode(words.as_bytes(), &Progress::new())?.take(&mut notes).text;
    if text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    notes.retain(|note| note.code != "line-ends");
    Ok(ParsedArticle { text, notes, ..ParsedArticle::default() })
}

/// What the header says. Who sends is the author where it is a person's name, else the outlet.
fn about(mail: &Message<'_>) -> KnownValues {
    let mut known = KnownValues::default();
    known.words(ArticleField::Title, mail.subject().unwrap_or_default(), ValueOrigin::Record);
    let sender = mail.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).unwrap_or_default();
    if names::bare_name(name) && !is_list(mail) {
        known.authors(vec![name.to_owned()], ValueOrigin::Record);
    } else {
        known.words(ArticleField::Outlet, name, ValueOrigin::Record);
    }
    known.published(date(mail), ValueOrigin::Record);
    known
}

/// When it was sent.
fn date(mail: &Message<'_>) -> Dated {
    let Some(date) = mail.date().filter(|date| date.is_valid()) else { return Dated::default() };
    Dated {
        date: format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        as_written: date.to_rfc822(),
    }
}

fn header(mail: &Message<'_>, name: &'static str) -> String {
    let words = mail.header(name).and_then(|value| value.as_text()).unwrap_or_default();
    words.split_whitespace().collect()
}

fn is_list(mail: &Message<'_>) -> bool {
    ["List-Id", "List-Unsubscribe"].iter().any(|name| mail.header(*name).is_some())
}

/// Mails that are no article: lists of found articles, and newsletters.
fn kind_note(mail: &Message<'_>) -> Option<Issue> {
    if is_from_alerts(mail) {
        let note = Issue::error("mail-without-article", "", message!("findings-mail-without-article"));
        return Some(note.hint(message!("findings-mail-without-article.hint")));
    }
    is_list(mail).then(|| {
        let note = Issue::note("mail-is-newsletter", "", message!("findings-mail-is-newsletter"));
        note.hint(message!("findings-mail-is-newsletter.hint"))
    })
}

#[cfg(test)]
mod tests {
    use crate::base::Progress;
    use crate::ingest::{ArticleDraft, SourceFile, SourceKind, drafts};
    use crate::model::{ArticleField, ValueOrigin};

    const TEXT: &str = "The harbour board of Lindhaven heard on Monday that the northern quay had settled by another two centimetres.";

    fn drafted(name: &str, mail: &str) -> ArticleDraft {
        let bytes = mail.replace('\n', "\r\n");
        let mut found =
            drafts(SourceFile { name, bytes: bytes.as_bytes() }, &Progress::new()).expect("drafts");
        assert_eq!(found.value.len(), 1);
        found.value.remove(0)
    }

    /// A page as Chromium saves it, with a frame and a picture.
    fn saved_page() -> String {
        let quoted = TEXT.replace('=', "=3D").replace("northern quay", "northern qu=\nay");
        format!(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/quay\nSubject: =?utf-8?Q?Quay=20sinks?=\n\
             Date: Tue, 27 Aug 2024 08:00:00 +0200\nMIME-Version: 1.0\n\
             Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"----MultipartBoundary--x----\"\n\n\n\
             ------MultipartBoundary--x----\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\
             Content-Location: https://ads.example/frame\n\n<html><body><p>Buy now.</p></body></html>\n\
             ------MultipartBoundary--x----\nContent-Type: text/html\nContent-ID: <frame-1@mhtml.blink>\n\
             Content-Transfer-Encoding: quoted-printable\nContent-Location: https://post.example/quay\n\n\
             <!DOCTYPE html><html><body><h1>Quay sinks</h1><p>{quoted}</p><p>{quoted} It was caf=C3=A9 talk.</p></body></html>\n\
             ------MultipartBoundary--x----\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\
             Content-Location: https://post.example/a.png\n\niVBORw0KGgo=\n\n------MultipartBoundary--x------\n"
        )
    }

    #[test]
    fn a_page_in_mail_parts_is_the_page_that_was_saved() {
        let draft = drafted("quay.mhtml", &saved_page());
        assert_eq!(draft.kind, SourceKind::Mhtml);
        assert_eq!(draft.text, format!("Quay sinks\n\n{TEXT}\n\n{TEXT} It was café talk.\n"));
        assert_eq!(draft.metadata.url, "https://post.example/quay");
        assert_eq!(draft.metadata.title, "Quay sinks");
        assert_eq!(draft.metadata.import_note, "saved on Tue, 27 Aug 2024 08:00:00 +0200");
        assert_eq!(draft.metadata.published.date, "", "when it was saved is not when it was published");
    }

    #[test]
    fn a_part_that_does_not_say_its_encoding_is_told_by_its_bytes() {
        let page = saved_page().replace("caf=C3=A9", "caf=E9");
        let draft = drafted("quay.mhtml", &page);
        assert!(draft.text.contains("It was café talk."), "{}", draft.text);
        assert!(draft.notes.iter().any(|note| note.code == "encoding-guessed"), "{:?}", draft.notes);
    }

    #[test]
    fn a_mail_gives_its_page_and_its_header() {
        let mail = format!(
            "Received: by mx.example\nFrom: \"The Lindhaven Post\" <post@post.example>\nTo: a@b.example\nSubject: Quay sinks\n\
             Date: Tue, 27 Aug 2024 08:00:00 +0200\nList-Id: <news.post.example>\nMIME-Version: 1.0\n\
             Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nPlain words.\n--b\n\
             Content-Type: text/html; charset=iso-8859-1\n\n<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>\n--b--\n"
        );
        let draft = drafted("quay.eml", &mail);
        assert_eq!(draft.kind, SourceKind::Mail);
        assert_eq!(draft.text, format!("{TEXT}\n\n{TEXT}\n"));
        let about = &draft.metadata;
        assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Quay sinks", "The Lindhaven Post"));
        assert_eq!(about.published.date, "2024-08-27");
        assert_eq!(draft.origins.get(&ArticleField::Outlet), Some(&ValueOrigin::Record));
        let codes: Vec<_> = draft.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, ["mail-is-newsletter"]);
    }

    #[test]
    fn plain_mails_are_read_and_alerts_are_said_to_be_no_article() {
        let plain = format!(
            "From: Mara Quist <mara@post.example>\nTo: a@b.example\nSubject: Quay\nDate: Tue, 27 Aug 2024 08:00:00 +0200\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
        );
        let draft = drafted("quay.eml", &plain);
        assert_eq!(
            (draft.text.trim(), draft.metadata.authors.as_slice()),
            (TEXT, ["Mara Quist".to_owned()].as_slice())
        );
        let alert = plain
            .replace("Mara Quist <mara@post.example>", "Google Alerts <googlealerts-noreply@google.com>");
        let codes: Vec<_> = drafted("alert.eml", &alert).notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, ["mail-without-article"]);
    }

    #[test]
    fn broken_mails_give_articles_or_reasons() {
        let mail = saved_page();
        for cut in (0..mail.len()).step_by(37) {
            let bytes = &mail.as_bytes()[..cut];
            let _ = drafts(SourceFile { name: "quay.mhtml", bytes }, &Progress::new());
            let mut turned = mail.clone().into_bytes();
            turned[cut] ^= 0x15;
            let _ = drafts(SourceFile { name: "quay.mhtml", bytes: &turned }, &Progress::new());
        }
    }
}
