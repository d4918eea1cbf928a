//! Figures, printed and not judged: `cargo test typeset::tests::timing -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use egui::{Color32, Pos2, Rect, pos2};

use super::*;

fn median(mut f: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..40)
        .map(|_| {
            let began = Instant::now();
            f();
            began.elapsed()
        })
        .collect();
    all.sort_unstable();
    all[all.len() / 2]
}

#[test]
#[ignore = "prints figures"]
fn figures() {
    let latin = "The ministry said that office costs rose, “by far” more than expected. ".repeat(51);
    let arabic = format!("{} ", MIXED[1]).repeat(22);
    let mixed = format!("{} {} ", MIXED[3], MIXED[4]).repeat(18);
    let mut e = engine();
    for (name, text) in [("latin", latin), ("arabic", arabic), ("mixed", mixed)] {
        let r = ParaRequest::new(&text, 16.0, 1.5, 930.0);
        let mut p = e.layout(&r);
        let t = median(|| drop(e.layout(&r)));
        println!("{name}: {} bytes, {} clusters, layout {t:?}", text.len(), p.clusters.len());
        let mut width = 930.0;
        let t = median(|| {
            width = 1_600.0 - width;
            assert!(e.rewrap(&text, &mut p, width, Align::Justify));
        });
        println!("  rewrap with table {t:?}, held about {} kB", p.bytes() / 1024);
        let t = median(|| {
            let c = p.hit(egui::vec2(300.0, 400.0));
            p.caret_rect(c, 930.0);
        });
        println!("  hit and caret {t:?}");
        let t = median(|| p.range_rects(0..2_000, &mut |_, r| assert!(r.width() >= 0.0)));
        println!("  2 kB selection {t:?}");
        paint_figures(&p);
    }
    let long = "word ".repeat(2 << 20);
    let began = Instant::now();
    let n = cuts(&long).len();
    println!("cuts of {} MB: {n}, {:?}", long.len() >> 20, began.elapsed());
}

fn paint_figures(p: &ParaLayout) {
    let ctx = egui::Context::default();
    let mut painter = AtlasPainter::new();
    painter.begin(&ctx);
    let mut out = Vec::new();
    let mut y = 0.0;
    let began = Instant::now();
    painter.paint(p, Pos2::ZERO, Rect::EVERYTHING, &[Color32::BLACK], &mut out);
    println!("  first paint, cold atlas {:?}", began.elapsed());
    let mut n = 0;
    let t = median(|| {
        n += 1;
        out.clear();
        let colours = [Color32::from_gray(n)];
        painter.paint(p, Pos2::ZERO, Rect::EVERYTHING, &colours, &mut out);
    });
    println!("  mesh from layout {t:?}");
    let t = median(|| {
        y += 1.0;
        out.clear();
        painter.paint(p, pos2(0.0, y), Rect::EVERYTHING, &[Color32::BLACK], &mut out);
    });
    println!("  cached, moved {t:?}");
    let t = median(|| {
        out.clear();
        painter.paint(p, pos2(0.0, y), Rect::EVERYTHING, &[Color32::BLACK], &mut out);
    });
    println!("  cached, still {t:?}");
}
