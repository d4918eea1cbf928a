//! Hit tests, carets, rectangles, walks, graphemes.

use std::collections::HashSet;

use egui::vec2;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn caret(byte: u32, affinity: Affinity) -> Caret {
    Caret { byte, affinity }
}

fn all_mixed() -> Vec<(String, ParaLayout)> {
    let mut engine = engine();
    let mut out = Vec::new();
    for text in MIXED {
        for width in [90.0, 200.0, 4000.0] {
            let p = engine.layout(&ParaRequest::new(text, 16.0, 1.5, width));
            out.push(((*text).to_owned(), p));
        }
    }
    let mut dice = Dice(3);
    for _ in 0..60 {
        let text = dice.mixed();
        let p = engine.layout(&ParaRequest::new(&text, 16.0, 1.0, 150.0));
        out.push((text, p));
    }
    out
}

fn boundaries(text: &str) -> HashSet<u32> {
    text.grapheme_indices(true).map(|(i, _)| i as u32).chain([text.len() as u32]).collect()
}

#[test]
fn a_cluster_is_a_grapheme_and_all_are_there() {
    for (text, p) in all_mixed() {
        let mut got: Vec<(u32, u32)> = p.clusters.iter().map(|c| (c.byte, c.end())).collect();
        got.sort_unstable();
        let want: Vec<(u32, u32)> =
            text.grapheme_indices(true).map(|(i, g)| (i as u32, (i + g.len()) as u32)).collect();
        assert_eq!(got, want, "{text:?}");
    }
}

#[test]
fn every_inked_cluster_is_hit_at_its_centre() {
    let mut n = 0;
    for (text, p) in all_mixed() {
        for l in &p.lines {
            for i in l.clusters.clone() {
                let c = p.clusters[i as usize];
                if c.w < 0.5 {
                    continue;
                }
                let y = (l.y0 + l.y1) / 2.0;
                assert_eq!(p.cluster_at(vec2(c.x + c.w / 2.0, y)), Some(i as usize), "{text}");
                let left = p.hit(vec2(c.x + c.w * 0.25, y));
                let right = p.hit(vec2(c.x + c.w * 0.75, y));
                let (from, to) = if c.rtl() { (right, left) } else { (left, right) };
                assert_eq!(from, caret(c.byte, Affinity::Downstream), "{text}");
                assert_eq!(to, caret(c.end(), Affinity::Upstream), "{text}");
                n += 1;
            }
        }
    }
    assert!(n > 1_500, "{n}");
}

#[test]
fn hits_anywhere_and_steps_stay_on_grapheme_boundaries() {
    let mut dice = Dice(11);
    for (text, p) in all_mixed() {
        let ok = boundaries(&text);
        for _ in 0..40 {
            let at = vec2(dice.below(700) as f32 - 50.0, dice.below(300) as f32 - 30.0);
            let mut c = p.hit(at);
            assert!(ok.contains(&c.byte), "{text}");
            let mut goal = None;
            for m in [Move::Left, Move::Up, Move::WordRight, Move::Down, Move::WordLeft] {
                if let Some(next) = p.step(c, m, &mut goal) {
                    assert!(ok.contains(&next.byte), "{text} {m:?}");
                    c = next;
                }
            }
        }
    }
}

#[test]
fn range_rectangles_cover_exactly_their_clusters() {
    let mut dice = Dice(5);
    for (text, p) in all_mixed() {
        let bounds = {
            let mut v: Vec<u32> = boundaries(&text).into_iter().collect();
            v.sort_unstable();
            v
        };
        for _ in 0..30 {
            let (a, b) = (dice.below(bounds.len()), dice.below(bounds.len()));
            let r = bounds[a.min(b)]..bounds[a.max(b)];
            let want: f32 =
                p.clusters.iter().filter(|c| c.byte >= r.start && c.end() <= r.end).map(|c| c.w).sum();
            let mut got = 0.0;
            p.range_rects(r.clone(), &mut |line, rect| {
                assert_eq!(rect.min.y, p.lines[line].y0);
                got += rect.width();
            });
            assert!((want - got).abs() < 0.05 + want * 1e-4, "{text} {r:?}: {want} {got}");
        }
    }
}

/// Walks to one side until the paragraph ends; returns the clusters crossed.
fn walk(p: &ParaLayout, from: Caret, m: Move) -> (HashSet<u32>, Caret) {
    let mut crossed = HashSet::new();
    let mut c = from;
    let mut goal = None;
    for _ in 0..p.clusters.len() * 2 + 10 {
        let Some(next) = p.step(c, m, &mut goal) else {
            return (crossed, c);
        };
        assert_ne!(next, c);
        // Either edge of what was crossed is where the caret was or is.
        crossed.extend([c.byte, next.byte]);
        c = next;
    }
    panic!("the walk does not end");
}

#[test]
fn a_visual_walk_visits_every_cluster_through_wrapped_lines() {
    for (text, p) in all_mixed() {
        let (forward, back) = if p.rtl { (Move::Left, Move::Right) } else { (Move::Right, Move::Left) };
        let start = p.hit(vec2(if p.rtl { 1e6 } else { -1e6 }, 0.0));
        let (seen, end) = walk(&p, start, forward);
        let all = boundaries(&text);
        let missing: Vec<_> =
            p.clusters.iter().filter(|c| !seen.contains(&c.byte) && !seen.contains(&c.end())).collect();
        assert!(missing.is_empty(), "{text:?} {missing:?}");
        assert!(seen.is_subset(&all));
        assert_eq!(p.line_of(end), p.lines.len() - 1);
        let (_, home) = walk(&p, end, back);
        assert_eq!(home.byte, start.byte, "{text:?}");
    }
}

#[test]
fn pure_arabic_is_walked_letter_by_letter() {
    let p = lay("قالت الوزارة إن عدد المصابين بلغ مئة شخص وإن الوضع مستقر", 150.0);
    assert!(p.lines.len() >= 3);
    let mut c = caret(0, Affinity::Downstream);
    let mut goal = None;
    let mut bytes = vec![0];
    while let Some(next) = p.step(c, Move::Left, &mut goal) {
        bytes.push(next.byte);
        c = next;
    }
    let mut want: Vec<u32> = p.clusters.iter().map(|c| c.byte).collect();
    want.push(p.lines[p.lines.len() - 1].bytes.end);
    want.sort_unstable();
    assert_eq!(bytes, want);
}

#[test]
fn a_caret_at_a_bidi_boundary_has_two_places() {
    // "abc" ends where the Hebrew begins: after the c, or right of the alef.
    let p = lay("abcאבג", 4000.0);
    let x = |a| p.caret_rect(caret(3, a), 4000.0).min.x;
    let width: f32 = p.clusters.iter().map(|c| c.w).sum();
    let abc: f32 = p.clusters[..3].iter().map(|c| c.w).sum();
    assert!((x(Affinity::Upstream) - abc).abs() < 0.01);
    assert!((x(Affinity::Downstream) - width).abs() < 0.01);
    let end = p.caret_rect(caret(9, Affinity::Upstream), 4000.0).min.x;
    assert!((end - abc).abs() < 0.01);
}

#[test]
fn a_caret_at_a_soft_wrap_has_two_lines() {
    let p = lay("alpha beta gamma delta epsilon zeta", 120.0);
    let at = p.lines[1].bytes.start;
    assert_eq!(p.line_of(caret(at, Affinity::Upstream)), 0);
    assert_eq!(p.line_of(caret(at, Affinity::Downstream)), 1);
    let mut goal = None;
    let end = p.step(caret(0, Affinity::Downstream), Move::LineEnd, &mut goal);
    assert_eq!(end, Some(caret(at, Affinity::Upstream)));
    let next = p.step(caret(at, Affinity::Upstream), Move::Right, &mut goal);
    assert_eq!(next.map(|c| c.byte), Some(at + 1));
    let back = p.step(caret(at, Affinity::Downstream), Move::Left, &mut goal);
    assert_eq!(back.map(|c| c.byte), Some(at - 1));
}

#[test]
fn up_and_down_keep_the_column() {
    let p = lay("alpha beta gamma delta epsilon zeta eta theta", 130.0);
    let mut goal = None;
    let start = p.hit(vec2(60.0, 1.0));
    let mut c = start;
    let mut lines = 1;
    while let Some(next) = p.step(c, Move::Down, &mut goal) {
        c = next;
        lines += 1;
    }
    assert_eq!(lines, p.lines.len());
    while let Some(next) = p.step(c, Move::Up, &mut goal) {
        c = next;
    }
    assert_eq!(c.byte, start.byte);
}

#[test]
fn words_are_found_and_walked() {
    let text = "One two-three, قال إن four.";
    let p = lay(text, 4000.0);
    let word = |at: usize| {
        let r = p.word_at(at as u32);
        &text[r.start as usize..r.end as usize]
    };
    assert_eq!(word(1), "One");
    assert_eq!(word(3), " ");
    assert_eq!(word(5), "two");
    assert_eq!(word(text.find("قال").unwrap() + 2), "قال");
    assert_eq!(word(text.find("four").unwrap()), "four");
    let mut goal = None;
    let mut c = caret(0, Affinity::Downstream);
    let mut ends = Vec::new();
    while let Some(next) = p.step(c, Move::WordRight, &mut goal) {
        ends.push(text[..next.byte as usize].chars().last().unwrap());
        c = next;
    }
    assert_eq!(ends, ['e', 'o', 'e', 'ل', 'ن', 'r', '.']);
    let mut starts = Vec::new();
    while let Some(next) = p.step(c, Move::WordLeft, &mut goal) {
        starts.push(text[next.byte as usize..].chars().next().unwrap());
        c = next;
    }
    assert_eq!(starts, ['f', 'إ', 'ق', 't', 't', 'O']);
}

#[test]
fn ligatures_split_evenly() {
    let p = lay("office", 4000.0);
    let w: Vec<f32> = p.clusters.iter().map(|c| c.w).collect();
    assert_eq!(w.len(), 6);
    assert!(p.glyphs.glyphs.len() < 6, "the ffi ligature is one glyph");
    assert!((w[1] - w[2]).abs() < 0.01 && (w[2] - w[3]).abs() < 0.01, "{w:?}");
}

#[test]
fn accessible_text_follows_the_line() {
    let text = "abc אבג def";
    let p = lay(text, 4000.0);
    let runs = p.a11y_line(0);
    let bytes: Vec<_> = runs.iter().map(|r| (r.bytes.clone(), r.rtl)).collect();
    assert_eq!(bytes, [(0..4, false), (4..10, true), (10..14, false)]);
    assert_eq!(runs[1].lengths, [2, 2, 2]);
    assert!(runs[1].positions[0].abs() < 0.01);
    assert_eq!(runs[1].word_starts, [0]);
    assert!(runs[1].positions[1] > 0.0);
    assert!((runs[0].widths.iter().sum::<f32>() - runs[0].rect.width()).abs() < 0.05);
}

#[test]
fn empty_text_has_a_line_and_a_caret() {
    let p = lay("", 300.0);
    assert_eq!(p.lines.len(), 1);
    assert!(p.size.y > 10.0);
    let c = p.hit(vec2(10.0, 10.0));
    assert_eq!(c.byte, 0);
    assert_eq!(p.caret_rect(c, 300.0).min.x, 0.0);
    assert_eq!(p.step(c, Move::Right, &mut None), None);
    assert_eq!(p.step(c, Move::Left, &mut None), None);
    assert!(p.a11y_line(0).is_empty());
}

#[test]
fn rewrapping_equals_laying_out() {
    let mut e = engine();
    for text in MIXED {
        let mut p = e.layout(&ParaRequest::new(text, 16.0, 1.5, 500.0));
        let q = e.layout(&ParaRequest::new(text, 16.0, 1.5, 150.0));
        assert!(e.rewrap(text, &mut p, 150.0, Align::Start));
        assert_eq!(p.lines, q.lines, "{text}");
        assert_eq!(p.clusters, q.clusters, "{text}");
        assert_ne!(p.glyphs.id, q.glyphs.id);
    }
}

#[test]
fn all_lines_have_whole_and_equal_heights() {
    for (text, p) in all_mixed() {
        let h = p.lines[0].y1 - p.lines[0].y0;
        let mut y = 0.0;
        for l in &p.lines {
            assert_eq!((l.y0, l.y1 - l.y0), (y, h), "{text}");
            assert_eq!(l.baseline, l.baseline.round());
            y = l.y1;
        }
        assert_eq!(p.size.y, y);
    }
}

#[test]
fn justified_lines_reach_both_edges() {
    for text in [MIXED[1], MIXED[3], MIXED[0]] {
        let mut r = ParaRequest::new(text, 16.0, 1.0, 170.0);
        r.align = Align::Justify;
        let p = engine().layout(&r);
        for l in &p.lines[..p.lines.len() - 1] {
            let row = &p.clusters[l.clusters.start as usize..l.clusters.end as usize];
            let ink = row.iter().filter(|c| c.flags & ClusterBox::SPACE == 0);
            let left = ink.clone().map(|c| c.x).fold(f32::MAX, f32::min);
            let right = ink.map(|c| c.x + c.w).fold(f32::MIN, f32::max);
            assert!(left.abs() < 0.6 && (right - 170.0).abs() < 0.6, "{text} {left} {right}");
        }
    }
}

#[test]
fn long_words_are_broken_and_soft_hyphens_drawn() {
    let p = lay(&"x".repeat(200), 150.0);
    assert!(p.lines.len() > 5 && p.size.x <= 150.0);
    let p = lay("incompre\u{AD}hensi\u{AD}bility of it", 130.0);
    let broken = p.lines.iter().filter(|l| !l.hard_end).count();
    assert!(broken > 0);
    let q = lay("incomprehensibility of it", 4000.0);
    assert!(p.glyphs.glyphs.len() > q.glyphs.glyphs.len(), "a hyphen is drawn");
}

#[test]
fn colours_do_not_split_shaping_and_odd_spans_are_harmless() {
    let text = "مستقر";
    let plain = lay(text, 4000.0);
    let span = |bytes, colour| Span { bytes, style: SpanStyle { colour, ..SpanStyle::default() } };
    let spans = [span(0..4, 3), span(3..5, 1), span(8..99, 2), span(4..4, 1)];
    let mut r = ParaRequest::new(text, 16.0, 1.5, 4000.0);
    r.spans = &spans;
    let p = engine().layout(&r);
    assert_eq!(p.clusters, plain.clusters);
    let ids = |p: &ParaLayout| p.glyphs.glyphs.iter().map(|g| g.id).collect::<Vec<_>>();
    assert_eq!(ids(&p), ids(&plain));
    assert!(p.glyphs.glyphs.iter().any(|g| g.colour == 3));
}

#[test]
fn weight_slant_and_optical_size_come_from_the_typeface() {
    macro_rules! face {
        ($name:literal) => {
            Arc::from(&include_bytes!(concat!("../../../../assets/fonts/", $name))[..])
        };
    }
    use std::sync::Arc;
    let fonts = Fonts::new(
        &[
            ("Literata", face!("Literata.ttf")),
            ("Literata", face!("Literata-Italic.ttf")),
            ("Inter", face!("Inter.ttf")),
        ],
        false,
    );
    let mut e = ParleyEngine::new(fonts);
    let mut face = |style: SpanStyle, size| {
        let mut r = ParaRequest::new("Waves", size, 1.0, 4000.0);
        r.style = style;
        let p = e.layout(&r);
        assert_eq!(p.glyphs.faces.len(), 1);
        p.glyphs.faces[0].clone()
    };
    let style = SpanStyle::default();
    let regular = face(style, 16.0);
    let bold = face(SpanStyle { weight: 700.0, ..style }, 16.0);
    let italic = face(SpanStyle { italic: true, ..style }, 16.0);
    let large = face(style, 30.0);
    let sans = face(SpanStyle { role: FontRole::Sans, ..style }, 16.0);
    assert!(!bold.embolden && bold.coords != regular.coords);
    assert!(italic.skew.is_none() && italic.font != regular.font);
    assert_ne!(large.coords, regular.coords, "optical size");
    assert_ne!(sans.font, regular.font);
}

#[test]
fn graphemes_torn_by_a_font_change_are_whole() {
    const BASES: &[&str] = &["a", "ש", "ب", "ก", "क", "中", "1", "🙂", "x"];
    const MARKS: &[&str] = &["\u{301}", "\u{5B8}", "\u{64E}", "\u{E38}", "\u{93E}", "\u{200D}", "\u{20E3}"];
    let mut engine = engine();
    for base in BASES {
        for mark in MARKS {
            for second in MARKS {
                let text = format!("b{base}{mark}{second}c {base}{mark}");
                let p = engine.layout(&ParaRequest::new(&text, 16.0, 1.0, 4000.0));
                let mut got: Vec<u32> = p.clusters.iter().map(|c| c.byte).collect();
                got.sort_unstable();
                let want: Vec<u32> = text.grapheme_indices(true).map(|(i, _)| i as u32).collect();
                assert_eq!(got, want, "{text:?}");
            }
        }
    }
}
