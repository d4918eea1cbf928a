//! Compares what a harness shows with a stored picture.
//!
//! `tests/images/NAME.png` is the picture that was looked at and found right. After a failure `NAME.new.png` is what was
//! drawn and `NAME.diff.png` shows where the two differ. `UPDATE_SNAPSHOTS=1` makes what is drawn the stored picture.

use std::path::{Path, PathBuf};

use egui::Vec2;
use egui_kittest::{Harness, HarnessBuilder};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};
use obelus::ui::theme::{self, Theme};

use crate::raster::CpuRenderer;

/// How far a channel (0 to 255) may be off before a pixel counts as different: rounding differs between processors.
const TOLERANCE: u8 = 10;
/// The share of pixels that may be different: less than one small letter of a window.
const ALLOWED: f64 = 0.000_02;

/// A harness dressed in a theme and drawn on the CPU, `size` in points.
pub fn dressed<State>(theme: &Theme, size: impl Into<Vec2>) -> HarnessBuilder<State> {
    Harness::builder()
        .with_size(size)
        .with_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light })
        .with_context_setup(theme::install)
        .renderer(CpuRenderer::default())
}

/// Draws the last frame and panics if it is not what `tests/images/NAME.png` shows.
#[track_caller]
pub fn snapshot<State>(harness: &mut Harness<'_, State>, name: &str) {
    let drawn = harness.render().unwrap_or_else(|fault| panic!("{name} cannot be drawn: {fault}"));
    let drawn = image::DynamicImage::ImageRgba8(drawn).into_rgb8();
    if let Err(fault) = check(&drawn, &images(), name, update_asked()) {
        panic!("{fault}");
    }
}

fn images() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images")
}

fn update_asked() -> bool {
    std::env::var_os("UPDATE_SNAPSHOTS").is_some_and(|value| !value.is_empty() && value != "0")
}

fn check(drawn: &RgbImage, folder: &Path, name: &str, update: bool) -> Result<(), String> {
    let [stored_at, new_at, diff_at] =
        ["png", "new.png", "diff.png"].map(|end| folder.join(format!("{name}.{end}")));
    let stored = image::open(&stored_at).ok().map(image::DynamicImage::into_rgb8);
    let fault = match &stored {
        None => format!("{name}: there is no stored picture"),
        Some(stored) => match difference(stored, drawn) {
            None => format!("{name}: {:?} became {:?} pixels", stored.dimensions(), drawn.dimensions()),
            Some(share) if share > ALLOWED => format!("{name}: {:.4} % of the pixels differ", share * 100.0),
            Some(_) => return forget(&[&new_at, &diff_at]),
        },
    };
    if update {
        save(drawn, &stored_at)?;
        return forget(&[&new_at, &diff_at]);
    }
    save(drawn, &new_at)?;
    if let Some(stored) = stored.filter(|s| s.dimensions() == drawn.dimensions()) {
        save(&marked(&stored, drawn), &diff_at)?;
    }
    Err(format!("{fault}; look at {} (UPDATE_SNAPSHOTS=1 accepts it)", new_at.display()))
}

/// The share of pixels that are off, or `None` if the sizes are not the same.
fn difference(a: &RgbImage, b: &RgbImage) -> Option<f64> {
    if a.dimensions() != b.dimensions() {
        return None;
    }
    // Equal bytes are the usual case and quick to see even in a test build.
    if a.as_raw() == b.as_raw() {
        return Some(0.0);
    }
    let off = a.pixels().zip(b.pixels()).filter(|(a, b)| differ(a, b)).count();
    Some(off as f64 / f64::from(a.width() * a.height()))
}

fn differ(a: &Rgb<u8>, b: &Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > TOLERANCE)
}

/// The drawn picture, pale, with the pixels that differ in red.
fn marked(stored: &RgbImage, drawn: &RgbImage) -> RgbImage {
    let mut picture = drawn.clone();
    for (pixel, was) in picture.pixels_mut().zip(stored.pixels()) {
        *pixel = if differ(pixel, was) { Rgb([220, 0, 0]) } else { Rgb(pixel.0.map(|c| 191 + c / 4)) };
    }
    picture
}

fn save(picture: &RgbImage, path: &Path) -> Result<(), String> {
    let write = || -> Result<(), Box<dyn std::error::Error>> {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let file = std::io::BufWriter::new(std::fs::File::create(path)?);
        let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
        Ok(picture.write_with_encoder(encoder)?)
    };
    write().map_err(|fault| format!("{}: {fault}", path.display()))
}

fn forget(paths: &[&Path]) -> Result<(), String> {
    for path in paths.iter().filter(|path| path.exists()) {
        std::fs::remove_file(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(width: u32, height: u32) -> RgbImage {
        RgbImage::from_pixel(width, height, Rgb([100, 150, 200]))
    }

    #[test]
    fn a_small_shift_of_every_pixel_passes_and_a_dot_in_small_pictures_does_not() {
        let stored = plain(100, 100);
        let mut near = stored.clone();
        near.pixels_mut().for_each(|p| p.0[1] += TOLERANCE);
        assert_eq!(difference(&stored, &near), Some(0.0));
        near.get_pixel_mut(5, 5).0[0] = 0;
        assert_eq!(difference(&stored, &near), Some(0.0001));
        assert_eq!(difference(&stored, &plain(100, 99)), None);
    }

    #[test]
    fn pictures_are_stored_compared_and_cleared_up() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (first, mut other) = (plain(60, 40), plain(60, 40));
        other.get_pixel_mut(30, 20).0 = [0, 0, 0];

        assert!(check(&first, folder.path(), "a", false).unwrap_err().contains("no stored picture"));
        assert!(at("a.new.png").exists() && !at("a.png").exists());
        check(&first, folder.path(), "a", true).unwrap();
        assert!(at("a.png").exists() && !at("a.new.png").exists());
        check(&first, folder.path(), "a", false).unwrap();

        assert!(check(&other, folder.path(), "a", false).unwrap_err().contains("differ"));
        let marks = image::open(at("a.diff.png")).unwrap().into_rgb8();
        assert_eq!(marks.pixels().filter(|p| p.0 == [220, 0, 0]).count(), 1);
        check(&first, folder.path(), "a", false).unwrap();
        assert!(!at("a.diff.png").exists());
        assert!(check(&plain(61, 40), folder.path(), "a", false).unwrap_err().contains("became"));
    }
}
