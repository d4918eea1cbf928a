use egui::Color32;

use super::{Theme, colour::contrast, over};

const READABLE: f32 = 4.5;
/// Smallest OKLab distance between two steps for every kind of sight: of the first eight, and of all.
const APART: (f32, f32) = (0.07, 0.04);

fn themes() -> [&'static Theme; 2] {
    [Theme::light(), Theme::dark()]
}

fn grounds(theme: &Theme) -> [(&'static str, Color32); 3] {
    let c = &theme.colours;
    [("paper", c.paper), ("panel", c.panel), ("raised", c.raised)]
}

fn name(theme: &Theme) -> &'static str {
    if theme.dark { "dark" } else { "light" }
}

fn check_readable(theme: &Theme, what: &str, text: Color32, on: &str, ground: Color32) {
    let ratio = contrast(text, ground);
    assert!(ratio >= READABLE, "{}: {what} on {on} has contrast {ratio:.2}", name(theme));
}

#[test]
fn text_is_readable_on_every_surface() {
    for theme in themes() {
        let c = &theme.colours;
        for (on, ground) in grounds(theme) {
            let texts = [("ink", c.ink), ("soft", c.soft), ("accent", c.accent), ("link", c.link)];
            for (what, text) in
                texts.into_iter().chain([("good", c.good), ("warn", c.warn), ("error", c.error)])
            {
                check_readable(theme, what, text, on, ground);
            }
        }
    }
}

#[test]
fn text_is_readable_on_states_and_wells() {
    for theme in themes() {
        let c = &theme.colours;
        check_readable(theme, "ink", c.ink, "selection", c.selection);
        for (on, ground) in grounds(theme) {
            for (state, veil) in [("hover", c.hover), ("pressed", c.pressed), ("segment", c.segment)] {
                check_readable(theme, "ink", c.ink, &format!("{state} over {on}"), over(veil, ground));
            }
            check_readable(theme, "soft", c.soft, &format!("well over {on}"), over(c.well, ground));
            check_readable(theme, "soft", c.soft, &format!("tab strip over {on}"), over(c.tab_strip, ground));
        }
    }
}

#[test]
fn every_palette_step_is_readable_as_text() {
    for theme in themes() {
        for step in &theme.palette {
            for (on, ground) in grounds(theme) {
                check_readable(theme, &step.name, step.colour, on, ground);
            }
        }
    }
}

#[test]
fn a_tinted_sentence_is_readable() {
    for theme in themes() {
        for (index, step) in theme.palette.iter().enumerate() {
            let ground = over(theme.tint(index), theme.colours.paper);
            check_readable(theme, "ink", theme.colours.ink, &step.name, ground);
            assert_ne!(ground, theme.colours.paper, "{} leaves no trace", step.name);
        }
    }
}

#[test]
fn both_themes_have_the_same_steps() {
    let [light, dark] = themes().map(|t| t.palette.iter().map(|s| s.name.as_str()).collect::<Vec<_>>());
    assert_eq!(light, dark);
    assert!(light.len() >= 16);
    let first = ["blue", "vermilion", "violet", "ochre", "grey", "magenta", "teal", "indigo"];
    assert_eq!(light[..8], first);
    assert!(Theme::dark().dark && !Theme::light().dark);
}

#[test]
fn steps_are_told_apart_by_every_kind_of_sight() {
    for theme in themes() {
        for (sight, see) in SIGHTS {
            for (i, a) in theme.palette.iter().enumerate() {
                for (j, b) in theme.palette.iter().enumerate().take(i) {
                    let far = distance(see(a.colour), see(b.colour));
                    let bound = if i < 8 && j < 8 { APART.0 } else { APART.1 };
                    assert!(
                        far >= bound,
                        "{} {sight}: {} and {} are {far:.3} apart",
                        name(theme),
                        a.name,
                        b.name
                    );
                }
            }
        }
    }
}

#[test]
fn missing_and_unknown_tokens_are_refused() {
    let light = include_str!("../../../assets/theme/light.ron");
    assert!(ron::from_str::<Theme>(light).is_ok());
    assert!(ron::from_str::<Theme>(&light.replacen("faint:", "fainl:", 1)).is_err());
    let missing = light.replacen("        faint: \"#A39D92\",\n", "", 1);
    assert!(missing.len() < light.len() && ron::from_str::<Theme>(&missing).is_err());
    assert!(ron::from_str::<Theme>(&light.replacen("#A39D92", "#A39D", 1)).is_err());
}

#[test]
fn metrics_are_read_and_ordered() {
    let m = Theme::metrics();
    assert_eq!((m.size.library, m.size.inspector, m.size.column), (268.0, 324.0, 600.0));
    assert!(m.space.xs < m.space.s && m.space.s < m.space.m && m.space.m < m.space.l);
    assert_eq!(m.text.reader.line_height().round(), 29.0);
}

#[test]
fn applying_sets_style_and_theme() {
    for theme in themes() {
        let ctx = egui::Context::default();
        theme.apply(&ctx);
        assert_eq!(ctx.global_style().visuals.panel_fill, theme.colours.panel);
        assert_eq!(ctx.global_style().visuals.dark_mode, theme.dark);
    }
}

#[test]
fn installing_dresses_both_themes() {
    let ctx = egui::Context::default();
    super::install(&ctx);
    for theme in themes() {
        assert_eq!(ctx.style_of(theme.kind()).visuals.window_fill, theme.colours.raised);
    }
}

type Sight = (&'static str, fn(Color32) -> [f32; 3]);
const SIGHTS: [Sight; 3] = [
    ("full sight", |c| lab(linear(c))),
    ("deuteranopia", |c| lab(mix(&DEUTERANOPIA, linear(c)))),
    ("protanopia", |c| lab(mix(&PROTANOPIA, linear(c)))),
];

/// Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB.
const DEUTERANOPIA: [[f32; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]];
const PROTANOPIA: [[f32; 3]; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
/// Linear sRGB to OKLab (Ottosson 2020), before and after the cube root.
const CONES: [[f32; 3]; 3] = [
    [0.412_221_47, 0.536_332_54, 0.051_445_993],
    [0.211_903_5, 0.680_699_5, 0.107_396_96],
    [0.088_302_46, 0.281_718_84, 0.629_978_7],
];
const OPPONENTS: [[f32; 3]; 3] = [
    [0.210_454_26, 0.793_617_8, -0.004_072_047],
    [1.977_998_5, -2.428_592_2, 0.450_593_7],
    [0.025_904_037, 0.782_771_77, -0.808_675_77],
];

fn linear(colour: Color32) -> [f32; 3] {
    let c = egui::Rgba::from(colour);
    [c.r(), c.g(), c.b()]
}

fn mix(m: &[[f32; 3]; 3], v: [f32; 3]) -> [f32; 3] {
    m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

fn lab(rgb: [f32; 3]) -> [f32; 3] {
    mix(&OPPONENTS, mix(&CONES, rgb.map(|x| x.clamp(0.0, 1.0))).map(f32::cbrt))
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt()
}
