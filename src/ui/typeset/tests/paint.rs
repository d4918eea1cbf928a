//! Painter, atlas, labels.

use egui::{Color32, Pos2, Rect, Shape, Vec2, pos2};

use super::*;

fn paint(painter: &mut AtlasPainter, p: &ParaLayout, at: Pos2, clip: Rect) -> Vec<Shape> {
    let mut out = Vec::new();
    painter.paint(p, at, clip, &[Color32::BLACK], &mut out);
    out
}

fn mesh(shapes: &[Shape]) -> &std::sync::Arc<egui::Mesh> {
    match shapes {
        [Shape::Mesh(m)] => m,
        other => panic!("{} shapes", other.len()),
    }
}

#[test]
fn a_mesh_is_cached_moved_and_clipped() {
    let ctx = egui::Context::default();
    let mut painter = AtlasPainter::new();
    painter.begin(&ctx);
    let text = "alpha beta gamma delta ".repeat(20);
    let p = engine().layout(&ParaRequest::new(&text, 16.0, 1.0, 200.0));
    let all = paint(&mut painter, &p, Pos2::ZERO, Rect::EVERYTHING);
    let again = paint(&mut painter, &p, pos2(0.2, 0.1), Rect::EVERYTHING);
    assert!(std::sync::Arc::ptr_eq(mesh(&all), mesh(&again)), "snapped to the same pixel");
    let moved = paint(&mut painter, &p, pos2(3.4, 7.0), Rect::EVERYTHING);
    assert_eq!(mesh(&moved).vertices[0].pos - mesh(&all).vertices[0].pos, Vec2::new(3.0, 7.0));
    let clip = Rect::from_min_max(pos2(0.0, 100.0), pos2(500.0, 120.0));
    let few = paint(&mut painter, &p, Pos2::ZERO, clip);
    assert!(mesh(&few).vertices.len() * 3 < mesh(&all).vertices.len());
    assert!(mesh(&few).is_valid());
    let away = clip.translate(Vec2::new(0.0, 9_000.0));
    assert!(paint(&mut painter, &p, Pos2::ZERO, away).is_empty());
}

#[test]
fn a_full_atlas_starts_over_with_a_new_generation() {
    let ctx = egui::Context::default();
    let mut painter = AtlasPainter::new();
    painter.begin(&ctx);
    let mut e = engine();
    let generation = painter.generation();
    let small = e.layout(&ParaRequest::new("alpha", 16.0, 1.0, 500.0));
    let before = mesh(&paint(&mut painter, &small, Pos2::ZERO, Rect::EVERYTHING)).clone();
    assert_eq!(painter.generation(), generation);
    let mut textures = std::collections::HashSet::from([before.texture_id]);
    let mut heights = Vec::new();
    let mut last = (painter.atlas().size()[1], generation);
    for size in 60..140 {
        let text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let p = e.layout(&ParaRequest::new(text, size as f32, 1.0, 1e9));
        let shapes = paint(&mut painter, &p, Pos2::ZERO, Rect::EVERYTHING);
        textures.insert(mesh(&shapes).texture_id);
        let (height, now) = (painter.atlas().size()[1], painter.generation());
        assert_eq!(height != last.0, now != last.1, "every start and growth has a generation of its own");
        last = (height, now);
        heights.push(height);
        for v in &mesh(&shapes).vertices {
            assert!(v.uv.x <= 1.0 && v.uv.y <= 1.0);
        }
    }
    assert!(painter.generation() >= generation + 3, "{}", painter.generation());
    assert!(textures.len() >= 4, "old meshes keep their texture");
    assert!(
        heights.contains(&2048) && heights.last() == Some(&512) || heights.windows(2).any(|w| w[1] < w[0])
    );
    let after = mesh(&paint(&mut painter, &small, Pos2::ZERO, Rect::EVERYTHING)).clone();
    assert_ne!(before.texture_id, after.texture_id);
    painter.flush(&ctx);
}

#[test]
fn the_theme_changes_coverage_and_not_emoji() {
    let ctx = egui::Context::default();
    let p = lay("a🙂", 500.0);
    let sum = |dark: bool| {
        let mut painter = AtlasPainter::new();
        painter.begin(&ctx);
        if dark {
            painter.set_transfer(egui::epaint::FontColorTransferFunction::DARK_MODE_DEFAULT);
        }
        paint(&mut painter, &p, Pos2::ZERO, Rect::EVERYTHING);
        let pixels = painter.atlas().pixels();
        let grey = |c: &&Color32| c.r() == c.g() && c.g() == c.b();
        let alpha: u64 = pixels.iter().filter(grey).map(|c| u64::from(c.a())).sum();
        let coloured: u64 = pixels.iter().filter(|c| !grey(c)).map(|c| u64::from(c.r())).sum();
        (alpha, coloured)
    };
    let (light, dark) = (sum(false), sum(true));
    assert!(dark.0 > light.0);
    assert_eq!(dark.1, light.1);
    assert!(light.1 > 0, "the emoji has colours");
}

#[test]
fn textures_upload_in_parts() {
    let ctx = egui::Context::default();
    let mut painter = AtlasPainter::new();
    painter.begin(&ctx);
    let mut e = engine();
    let mut deltas = |painter: &mut AtlasPainter, text: &str| {
        let p = e.layout(&ParaRequest::new(text, 16.0, 1.0, 500.0));
        paint(painter, &p, Pos2::ZERO, Rect::EVERYTHING);
        painter.flush(&ctx);
        let mut delta = ctx.tex_manager().write().take_delta();
        let set = delta.set.clone();
        delta.clear();
        set.into_values().flatten().collect::<Vec<_>>()
    };
    let first = deltas(&mut painter, "abc");
    assert!(first.iter().any(|d| d.is_whole()));
    let second = deltas(&mut painter, "abcxyz");
    assert_eq!(second.len(), 1);
    assert!(!second[0].is_whole());
    assert!(second[0].image.size()[0] < 400);
    assert!(deltas(&mut painter, "abcxyz").is_empty());
}

#[test]
fn labels_end_in_an_ellipsis_on_their_own_side() {
    let ctx = egui::Context::default();
    let mut t = Typesetter::new(fonts());
    t.begin(&ctx);
    for text in ["alpha beta gamma delta epsilon zeta", MIXED[1]] {
        for lines in [1, 2] {
            let mut spec = LabelSpec::new(text, 14.0);
            spec.max_width = 110.0;
            spec.max_lines = lines;
            let p = t.paragraph(&ctx, &spec);
            assert_eq!(p.lines.len(), lines);
            assert!(p.size.x <= 110.5);
            let last = &p.clusters[p.cluster_of(p.lines[lines - 1].bytes.end - 1).unwrap()];
            assert_eq!(last.len, 3, "the ellipsis");
            let row = &p.clusters[p.lines[lines - 1].clusters.start as usize..];
            let end = if p.rtl { row[0].x } else { row[row.len() - 1].x };
            assert_eq!(last.x, end, "{text}");
        }
    }
    let spec = LabelSpec::new("short", 14.0);
    let p = t.paragraph(&ctx, &spec);
    assert_eq!(p.clusters.len(), 5);
    assert!(std::sync::Arc::ptr_eq(&p, &t.paragraph(&ctx, &spec)), "cached");
    let mut wide = spec;
    wide.weight = 700.0;
    assert!(!std::sync::Arc::ptr_eq(&p, &t.paragraph(&ctx, &wide)));
}

#[test]
fn a_label_of_narrow_letters_shows_all_that_there_is_room_for() {
    let ctx = egui::Context::default();
    let mut t = Typesetter::new(fonts());
    t.begin(&ctx);
    let text = "i".repeat(400);
    let whole = t.paragraph(&ctx, &LabelSpec::new(&text, 14.0));
    let just = LabelSpec { max_width: whole.size.x + 2.0, ..LabelSpec::new(&text, 14.0) };
    assert_eq!(t.paragraph(&ctx, &just).clusters.len(), 400, "without an ellipsis");
    let words = "ill illicit ".repeat(80);
    for (width, lines) in [(200.0, 1), (200.0, 3), (400.0, 2)] {
        let spec = LabelSpec { max_width: width, max_lines: lines, ..LabelSpec::new(&words, 14.0) };
        let p = t.paragraph(&ctx, &spec);
        assert_eq!(p.lines.len(), lines);
        assert!(p.size.x > width - 60.0, "{} of {width}", p.size.x);
    }
}

#[test]
fn the_label_cache_is_bounded() {
    let ctx = egui::Context::default();
    let mut t = Typesetter::new(fonts());
    for n in 0..6_000 {
        t.begin(&ctx);
        let text = format!("{n} a claim of some length, to have something to keep");
        t.paragraph(&ctx, &LabelSpec::new(&text, 14.0));
    }
    assert!(t.label_bytes() <= 8 << 20 && t.label_bytes() > 1 << 20, "{}", t.label_bytes());
}

#[test]
fn a_label_takes_its_room_in_the_ui() {
    let ctx = egui::Context::default();
    let mut t = Typesetter::new(fonts());
    let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
        t.begin(ui.ctx());
        let spec = LabelSpec::new("Title", 20.0);
        let r = t.label(ui, &spec, Color32::BLACK, egui::Sense::hover());
        assert!(r.rect.width() > 30.0 && r.rect.height() >= 27.0);
        t.flush(ui.ctx());
    });
    out.textures_delta.clear();
}

#[test]
fn system_free_fonts_find_a_face_for_a_character() {
    let mut f = fonts();
    assert!(f.egui_font('ش', FontRole::Sans).is_some());
    assert!(f.egui_font('中', FontRole::Serif).is_some());
    assert!(f.egui_font('\u{10FFFD}', FontRole::Serif).is_none());
}
