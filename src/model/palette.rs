//! The colours that codes and claims can have, and those of grounds, text and lines.

use std::sync::LazyLock;

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaletteUse {
    /// Codes name it.
    Code,
    /// Claims take it in turn; codes may name it too.
    Claim,
}

/// A colour of the palette.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaletteColour {
    /// What codebooks call it.
    pub name: &'static str,
    /// Who takes it.
    pub taken_by: PaletteUse,
    /// On light paper, as `#RRGGBB`.
    pub light: &'static str,
    /// On dark paper, as `#RRGGBB`.
    pub dark: &'static str,
    /// Opacity of the tint over a whole sentence, from 0 to 1.
    pub tint: f32,
}

/// All colours in the order of `assets/palette.txt`: those of codes, then those of claims.
pub fn palette() -> &'static [PaletteColour] {
    static PALETTE: LazyLock<Vec<PaletteColour>> = LazyLock::new(|| {
        let lines = include_str!("../../assets/palette.txt").lines();
        lines.filter(|line| !line.starts_with('#')).filter_map(colour).collect()
    });
    &PALETTE
}

/// The colours that claims take in turn.
pub fn claim_colours() -> &'static [PaletteColour] {
    let all = palette();
    let first = all.iter().position(|colour| colour.taken_by == PaletteUse::Claim).unwrap_or(all.len());
    &all[first..]
}

/// A colour of a ground, of text or of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseColour {
    /// What style sheets call it.
    pub name: &'static str,
    /// On light paper, as `#RRGGBB`.
    pub light: &'static str,
    /// On dark paper, as `#RRGGBB`.
    pub dark: &'static str,
}

/// The colours of grounds, text and lines in the order of `assets/palette.txt`.
pub fn base_colours() -> &'static [BaseColour] {
    static BASE: LazyLock<Vec<BaseColour>> = LazyLock::new(|| {
        let lines = include_str!("../../assets/palette.txt").lines();
        lines.filter(|line| !line.starts_with('#')).filter_map(base_colour).collect()
    });
    &BASE
}

/// Colours as variables of a style sheet, six to a line.
pub fn css_variables(indent: &str, colours: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let named: Vec<String> = colours.map(|(name, colour)| format!("--{name}: {colour};")).collect();
    named.chunks(6).map(|line| format!("{indent}{}\n", line.join(" "))).collect()
}

fn base_colour(line: &'static str) -> Option<BaseColour> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    match columns[..] {
        [name, "base", light, dark] => Some(BaseColour { name, light, dark }),
        _ => None,
    }
}

fn colour(line: &'static str) -> Option<PaletteColour> {
    let mut columns = line.split_whitespace();
    let name = columns.next()?;
    let taken_by = match columns.next()? {
        "code" => PaletteUse::Code,
        "claim" => PaletteUse::Claim,
        _ => return None,
    };
    let (light, dark) = (columns.next()?, columns.next()?);
    Some(PaletteColour { name, taken_by, light, dark, tint: columns.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_colour() {
        let lines = include_str!("../../assets/palette.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(palette().len() + base_colours().len(), lines.count());
        assert_eq!((palette().len(), claim_colours().len()), (16, 10));
        let hex = |text: &str| {
            text.len() == 7 && text.starts_with('#') && text[1..].chars().all(|c| c.is_ascii_hexdigit())
        };
        for colour in palette() {
            assert!(hex(colour.light) && hex(colour.dark) && (0.0..1.0).contains(&colour.tint), "{colour:?}");
        }
        for colour in base_colours() {
            assert!(hex(colour.light) && hex(colour.dark), "{colour:?}");
        }
        assert!(palette().is_sorted_by_key(|colour| colour.taken_by == PaletteUse::Claim), "codes first");
        assert_eq!(claim_colours()[0].name, "teal");
    }
}
