//! Any project reads back as it was, and the fast way through a set file agrees with the RON parser.

use super::sample::*;
use crate::base::{AnnotationId, AttributeId, ChoiceId, LayerId, Progress, Timestamp};
use crate::model::*;
use crate::store::schema::annotations::SetShape;
use crate::store::schema::lines;
use crate::store::*;
use crate::text::Span;
use proptest::prelude::*;
use std::sync::Arc;

const PIECES: [&str; 22] = [
    "a",
    "b ",
    "\n",
    "\"",
    "\\",
    "\"#",
    "\"##",
    "r#\"",
    "💛",
    "e\u{301}",
    "\u{202e}",
    "שלום",
    "\u{feff}",
    "\u{2028}",
    "\t",
    "👩‍👩‍👧",
    "(id: ",
    "\n    annotations: [\n",
    "),\n)\n",
    "\u{1}",
    "'",
    "    text: r#\"",
];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30).prop_map(|pieces| pieces.concat())
}

/// Positions between characters, two by two, as spans of the text.
fn span_in(text: &str, from: usize, len: usize) -> Span {
    let bounds: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    let start = from % (bounds.len() - 1);
    let end = (start + 1 + len).min(bounds.len() - 1);
    Span::new(bounds[start], bounds[end]).expect("not empty")
}

type Tagged = (u64, usize, usize, u16, String, String);

fn random_project(text: String, tags: Vec<Tagged>, title: String) -> Project {
    let text = format!("x{text}");
    let mut project = project();
    let article_id = crate::base::ArticleId::new("annotator").expect("id");
    let key = SetKey { annotator: key().annotator, article: article_id.clone() };
    let mut article = article("annotator", &text);
    article.metadata = Metadata {
        title: title.clone(),
        authors: vec![title.clone(), "b".to_owned()],
        published: Dated { date: String::new(), as_written: title },
        ..Metadata::default()
    };
    project.apply(Edit::AddArticle { article: Arc::new(article) }).expect("fits");
    let loaded = |span| (AttributeId::new("loaded").expect("id"), Value::Spans(vec![span]));
    for (number, from, len, kind, memo, detail) in tags {
        let span = span_in(&text, from, len);
        let mut annotation = tag(number, span, ["factual", "opinion", "mixed"][usize::from(kind % 3)]);
        if kind & 4 > 0 {
            annotation.attributes.extend([loaded(span_in(&text, from + 1, 0)), {
                let choice = ChoiceId::new("collective").expect("id");
                (AttributeId::new("voice").expect("id"), Value::Choice(choice))
            }]);
        }
        if kind & 8 > 0 {
            annotation.memo = Some(Box::new(Memo { text: memo, question: true }));
            annotation.origin = Origin::Imported { from: detail.clone() };
        }
        if kind & 64 > 0 {
            annotation.body = Body::Unit(LayerId::new("kind").expect("id"));
            annotation.attributes.clear();
        }
        if kind & 16 > 0 {
            annotation.body = Body::Note;
            annotation.attributes.clear();
            annotation.modified = Timestamp(1);
        }
        for edit in remarks(&key, number, span, kind, &annotation, &detail) {
            project.apply(edit).expect("fits");
        }
        let edit = if kind & 32 > 0 && !detail.is_empty() {
            annotation.span = Span::new(0, 1).expect("span");
            let exact = format!("gone {detail}");
            let (prefix, suffix) = (detail.clone(), detail);
            let stated = (from as u32, from as u32 + 3);
            let annotation = Arc::new(annotation);
            let orphan =
                Orphan { annotation, stated, exact, prefix, suffix, proposed: None, lost: Vec::new() };
            Edit::PutOrphan { key: key.clone(), orphan: Arc::new(orphan) }
        } else {
            Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) }
        };
        project.apply(edit).expect("fits");
        let within = span_in(&text, 0, text.len());
        project
            .apply(Edit::SetCoverage { key: key.clone(), within, ranges: vec![span], assumed: Vec::new() })
            .expect("fits");
        project.apply(Edit::SetBookmark { key: key.clone(), span, on: kind & 1 > 0 }).expect("fits");
    }
    project
}

/// A comment and a decision on the place, by the higher bits of `kind`.
fn remarks(key: &SetKey, number: u64, span: Span, kind: u16, about: &Annotation, words: &str) -> Vec<Edit> {
    let (layer, created) = (LayerId::new("kind").expect("id"), Timestamp(i64::from(kind)));
    let id = |other: u64| AnnotationId(number.wrapping_add(other));
    let comment = Comment {
        id: id(1),
        layer: layer.clone(),
        span,
        text: words.to_owned(),
        created,
        modified: Timestamp(number as i64 & 0xffff),
    };
    let basis =
        Basis { annotator: key.annotator.clone(), annotation: Some((about.id, Fingerprint::of(about))) };
    let decision = Decision {
        id: id(2),
        layer,
        span,
        basis: if kind & 1 > 0 { vec![basis] } else { Vec::new() },
        verdict: if kind & 2 > 0 { Verdict::Took(vec![key.annotator.clone()]) } else { Verdict::Edited },
        result: vec![about.id; usize::from(kind & 3)],
        reason: Reason::ALL.get(usize::from(kind % 6)).copied(),
        note: words.to_owned(),
        manner: Manner::Majority((kind % 101) as u8),
        created,
        modified: created,
    };
    let mut edits = Vec::new();
    if kind & 128 > 0 {
        edits.push(Edit::PutComment { key: key.clone(), comment: Arc::new(comment) });
    }
    if kind & 256 > 0 {
        edits.push(Edit::PutDecision { key: key.clone(), decision: Arc::new(decision) });
    }
    edits
}

/// Numbers differ between the tray and the rest, as the program makes them.
fn tags() -> impl Strategy<Value = Vec<Tagged>> {
    let one = (0_usize..40, 0_usize..20, 0_u16..512, words(), words());
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(at, (from, len, kind, memo, detail))| {
                ((at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), from, len, kind, memo, detail)
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(crate::base::properties::cases(64))]
    #[test]
    fn what_is_saved_is_what_is_loaded(text in words(), tags in tags(), title in words()) {
        let project = random_project(text, tags, title);
        let folder = tempfile::tempdir().expect("folder");
        save_all(folder.path(), &project);
        let opened = open(folder.path(), &Progress::new()).expect("opened");
        prop_assert_eq!(&opened.issues, &[]);
        prop_assert_eq!(&opened.value, &project);
        for key in keys(&project) {
            prop_assert_eq!(encode(&opened.value, &key), encode(&project, &key));
        }
    }

    #[test]
    fn the_fast_way_agrees_with_ron(
        text in words(), tags in tags(), at in 0.0_f64..1.0, cut in 0_usize..6,
        put in prop::sample::select(&["", " ", ",", "\"", "\n", "/*", "// x\n", "\\u{41}", "(", ")", "]", "é"][..]),
    ) {
        let project = random_project(text, tags, String::new());
        for (key, _) in project.sets() {
            let content = encode(&project, &FileKey::Set(key.clone())).expect("content");
            let mut head = String::new();
            let fast = lines::parse(&content, &mut head);
            let slow = ron::from_str::<SetShape<'_>>(&content).expect("RON");
            let set = project.set(key).expect("set");
            prop_assert_eq!(fast.is_some(), !set.is_empty() || set.orphans().next().is_some());
            if let Some(fast) = fast {
                prop_assert_eq!(fast, slow);
            }
            let from = content.floor_char_boundary((at * content.len() as f64) as usize);
            let to = content.floor_char_boundary(from + cut).max(from);
            let changed = format!("{}{put}{}", &content[..from], &content[to..]);
            let mut head = String::new();
            if let Some(fast) = lines::parse(&changed, &mut head) {
                match ron::from_str::<SetShape<'_>>(&changed) {
                    Ok(slow) => prop_assert_eq!(fast, slow),
                    Err(error) => prop_assert!(false, "only the fast way took it: {}\n{}", error, changed),
                }
            }
        }
    }
}

/// What RON refuses although each part looks well: where parts meet, or in what only RON takes for a space or a number.
#[test]
fn the_fast_way_takes_nothing_that_ron_refuses() {
    let key = FileKey::Set(key());
    let content = encode(&project(), &key).expect("content");
    let list = "\n    annotations: [\n";
    let at = content.find(list).expect("annotations");
    let (head, rest) = (content[..at].strip_suffix(',').expect("a comma"), &content[at..]);
    let line = rest[list.len()..].lines().next().expect("a line");
    let bare = line.trim_start().strip_suffix(',').expect("a comma");
    let nothing = "\n    orphans: [\n    ],";
    let (begun, other) = (format!("{head},"), |line: &str| content.replacen(bare, line, 1));
    let changed = [
        format!("{head}{rest}"),
        format!("{head}// x\n{rest}"),
        format!("{head} /* , */{rest}"),
        format!("{begun} state{rest}"),
        format!("{begun} /*{rest}"),
        format!("{begun}{nothing}{}{nothing}\n)\n", rest.trim_end().trim_end_matches(')').trim_end()),
        format!("{begun}\n    annotations: [],{rest}"),
        other(&format!("{bare} // x")),
        other(&format!("{bare} /* x")),
        other(&format!("\u{a0}{bare}")),
        other(&bare.replacen("(id: \"", "(id: \"\\u{0000041}", 1)),
    ];
    for changed in changed {
        assert_ne!(changed, content);
        assert!(ron::from_str::<SetShape<'_>>(&changed).is_err(), "RON takes it:\n{changed}");
        assert!(
            lines::parse(&changed, &mut String::new()).is_none(),
            "only the fast way takes it:\n{changed}"
        );
    }
    for changed in
        [format!("{begun} // x\n{rest}"), other(&format!("{bare} ")), other(&format!(" ( {}", &bare[1..]))]
    {
        let slow = ron::from_str::<SetShape<'_>>(&changed).expect("RON");
        assert_eq!(lines::parse(&changed, &mut String::new()), Some(slow), "{changed}");
    }
}

#[test]
fn articles_in_other_layouts_read_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project();
    save_all(folder.path(), &project);
    let path = folder.path().join("articles/flop.ron");
    let content = std::fs::read_to_string(&path).expect("read");
    let quoted = format!("{WORDS:?}");
    let others = [
        content.replace("\n    text: ", "\n  text : "),
        content.replace(",\n)\n", ")"),
        content.replace(&format!("r###\"{WORDS}\"###"), &quoted),
    ];
    for other in others {
        assert_ne!(other, content);
        std::fs::write(&path, other).expect("written");
        let read = read_article(folder.path(), &key().article).expect("read");
        assert_eq!(Some(&read.value), project.article(&key().article));
        assert_eq!(read.issues, []);
    }
    let id = AnnotationId(7);
    assert!(project.set(&key()).is_some_and(|set| set.get(id).is_some()));
}
