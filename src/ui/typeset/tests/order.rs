//! Visual order against the `unicode-bidi` crate.

use unicode_bidi::{BidiInfo, Level};

use super::*;

/// The bytes of the clusters of a line in visual order, as the reference has it.
fn expected(text: &str, rtl: bool, line: &LineBox, starts: &[u32]) -> Vec<u32> {
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(base));
    let (levels, runs) =
        info.visual_runs(&info.paragraphs[0], line.bytes.start as usize..line.bytes.end as usize);
    let mut out = Vec::new();
    for run in runs {
        let mut inside: Vec<u32> = starts.iter().copied().filter(|&b| run.contains(&(b as usize))).collect();
        if levels[run.start].is_rtl() {
            inside.reverse();
        }
        out.extend(inside);
    }
    out
}

#[test]
fn clusters_stand_in_the_order_of_the_bidi_algorithm() {
    let mut engine = engine();
    let mut dice = Dice(7);
    let (mut lines, mut rtl_lines) = (0, 0);
    for n in 0..2_500 {
        let text = dice.mixed();
        let width = 120.0 + dice.below(300) as f32;
        let p = engine.layout(&ParaRequest::new(&text, 16.0, 1.0, width));
        assert_eq!(p.rtl, base_direction(&text) == BaseDir::Rtl);
        for (i, line) in p.lines.iter().enumerate() {
            let row = &p.clusters[line.clusters.start as usize..line.clusters.end as usize];
            let got: Vec<u32> = row.iter().map(|c| c.byte).collect();
            let mut starts = got.clone();
            starts.sort_unstable();
            let want = expected(&text, p.rtl, line, &starts);
            assert_eq!(got, want, "paragraph {n} line {i}: {text:?}");
            let mut x = f32::MIN;
            for c in row {
                assert!(c.x >= x - 0.01);
                x = c.x + c.w;
            }
            lines += 1;
            rtl_lines += usize::from(p.rtl);
        }
    }
    assert!(lines > 5_000 && rtl_lines > 1_000, "{lines} {rtl_lines}");
}

#[test]
fn trailing_spaces_hang_outside_on_the_end_side() {
    // An RTL phrase at a wrap in an LTR paragraph, and the reverse.
    for (text, rtl) in
        [("abc שלום עולם שלום עולם שלום עולם", false), ("שלום abc def ghi jkl mno pqr stu", true)]
    {
        let width = 110.0;
        let p = lay(text, width);
        assert!(p.lines.len() > 1);
        for l in &p.lines[..p.lines.len() - 1] {
            let row = &p.clusters[l.clusters.start as usize..l.clusters.end as usize];
            let space = if rtl { &row[0] } else { &row[row.len() - 1] };
            assert_eq!(space.end(), l.bytes.end, "{text}");
            assert_eq!(space.rtl(), rtl);
            let start = if rtl {
                let last = &row[row.len() - 1];
                width - (last.x + last.w)
            } else {
                row[0].x
            };
            assert!(start.abs() < 0.01, "{text}: starts at {start}");
        }
    }
}

#[test]
fn ink_stands_on_its_cluster() {
    // One font, one glyph per letter: every glyph must stand inside its letter's box.
    let p = lay("שלום abc עולם def אבג ghi", 100.0);
    for (i, l) in p.lines.iter().enumerate() {
        let row = &p.clusters[l.clusters.start as usize..l.clusters.end as usize];
        let from = i.checked_sub(1).map_or(0, |k| p.glyphs.line_ends[k].0);
        let glyphs = &p.glyphs.glyphs[from as usize..p.glyphs.line_ends[i].0 as usize];
        let inked: Vec<&ClusterBox> = row.iter().filter(|c| c.flags & ClusterBox::SPACE == 0).collect();
        assert_eq!(glyphs.len(), inked.len());
        for (g, c) in glyphs.iter().zip(inked) {
            assert!((g.x - c.x).abs() < 2.0, "line {i}: ink {} box {}", g.x, c.x);
        }
    }
}

#[test]
fn bidi_controls_are_obeyed() {
    let controls = [
        "\u{200E}", "\u{200F}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{202A}", "\u{202B}",
        "\u{202C}",
    ];
    let invisible = |text: &str, b: u32| {
        text[b as usize..]
            .chars()
            .next()
            .is_some_and(|c| c.is_whitespace() || controls.contains(&&*c.to_string()))
    };
    let mut engine = engine();
    let mut dice = Dice(23);
    let mut wrong = 0;
    for _ in 0..600 {
        let mut text = dice.mixed();
        for _ in 0..1 + dice.below(4) {
            let spaces: Vec<usize> = text.match_indices(' ').map(|(i, _)| i).collect();
            if spaces.is_empty() {
                break;
            }
            text.insert_str(spaces[dice.below(spaces.len())] + 1, controls[dice.below(controls.len())]);
        }
        let p = engine.layout(&ParaRequest::new(&text, 16.0, 1.0, 200.0));
        for line in &p.lines {
            let row = &p.clusters[line.clusters.start as usize..line.clusters.end as usize];
            let got: Vec<u32> = row.iter().map(|c| c.byte).collect();
            let mut starts = got.clone();
            starts.sort_unstable();
            let seen = |v: Vec<u32>| v.into_iter().filter(|&b| !invisible(&text, b)).collect::<Vec<_>>();
            wrong += usize::from(seen(got) != seen(expected(&text, p.rtl, line, &starts)));
        }
    }
    assert_eq!(wrong, 0);
}
