//! The content of a page: its glyphs with their places and letters, and its pictures.

use super::fonts::{FontShelf, LoadedFont};
use super::unpack::{LARGEST, text_of, unpacked};
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{self, Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::rc::Rc;

/// The most glyphs of a page.
const GLYPHS: usize = 200_000;
/// The most operators of a page.
const OPERATORS: usize = 8_000_000;
/// How deep forms may lie in forms.
const DEPTH: usize = 12;
/// The most states that are saved at once.
const STATES: usize = 256;
/// The most pictures of a page whose places are kept.
const PICTURES: usize = 64;
/// The tangent of the angle within which text is level, or stands upright.
const LEVEL: f64 = 0.15;
/// Places beyond which nothing is, in points.
const FAR: f64 = 100_000.0;

/// A glyph on a page. Places are in points from the upper left corner.
#[derive(Debug, Clone)]
pub(super) struct PlacedGlyph {
    pub text: Rc<str>,
    /// Where it begins and ends on its base line.
    pub start: (f32, f32),
    pub end: (f32, f32),
    /// In points.
    pub size: f32,
    /// Where the line goes: 0 to the right, 1 down, 2 to the left, 3 up.
    pub turn: u8,
    pub is_bold: bool,
    /// Whether the file says that it is a running head or foot.
    pub is_running: bool,
}

/// A picture's place: left, top, right, bottom, in points.
pub(super) type PictureBox = [f32; 4];

/// What is on a page.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<PlacedGlyph>,
    pub pictures: Vec<PictureBox>,
    /// Glyphs whose letters the font does not say.
    pub unmapped: usize,
    /// Glyphs on a slant, such as watermarks.
    pub slanted: usize,
    /// Glyphs outside of the page.
    pub outside: usize,
    /// Whether a part could not be read.
    pub is_damaged: bool,
    /// Whether it has more than is read.
    pub is_cut: bool,
}

#[derive(Clone)]
struct GraphicsState<'a> {
    ctm: Affine,
    font: Option<Rc<LoadedFont<'a>>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// What is marked in a content.
#[derive(Default)]
struct MarkedPart {
    /// The words that its glyphs stand for; empty once they were taken.
    words: Option<String>,
    is_running: bool,
}

struct Interpreter<'s, 'a> {
    fonts: &'s mut FontShelf<'a>,
    content: PageContent,
    state: GraphicsState<'a>,
    saved: Vec<GraphicsState<'a>>,
    /// How many of them are of the contents around this one.
    floor: usize,
    text: Affine,
    line: Affine,
    marks: Vec<MarkedPart>,
    /// Marks that are not kept because there are too many.
    more_marks: usize,
    operators: usize,
    bytes: usize,
}

/// The content of a page.
pub(super) fn content_of<'a>(page: &Page<'a>, fonts: &mut FontShelf<'a>) -> PageContent {
    let (width, height) = page.render_dimensions();
    let base = page.initial_transform(true).as_coeffs();
    let state = GraphicsState {
        ctm: Affine::new(base),
        font: None,
        size: 1.0,
        spacing: 0.0,
        word_spacing: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut reader = Interpreter {
        fonts,
        content: PageContent { width, height, ..PageContent::default() },
        state,
        saved: Vec::new(),
        floor: 0,
        text: Affine::IDENTITY,
        line: Affine::IDENTITY,
        marks: Vec::new(),
        more_marks: 0,
        operators: 0,
        bytes: 0,
    };
    let data = reader.page_bytes(page.raw());
    reader.run(&data, page.resources(), 0);
    reader.content
}

fn f(number: Number) -> f64 {
    number.as_f64()
}

impl<'a> Interpreter<'_, 'a> {
    fn page_bytes(&mut self, page: &Dict<'a>) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some(stream) = page.get::<Stream<'_>>("Contents") {
            out = self.bytes_of(&stream);
        } else if let Some(parts) = page.get::<Array<'_>>("Contents") {
            for part in parts.iter::<Object<'_>>() {
                match part.into_stream() {
                    Some(stream) => out.append(&mut self.bytes_of(&stream)),
                    None => self.content.is_damaged = true,
                }
                out.push(b' ');
            }
        } else if page.contains_key("Contents") {
            self.content.is_damaged = true;
        }
        out
    }

    fn bytes_of(&mut self, stream: &Stream<'_>) -> Vec<u8> {
        let Some((bytes, whole)) = unpacked(stream, LARGEST.saturating_sub(self.bytes)) else {
            self.content.is_damaged = true;
            return Vec::new();
        };
        self.content.is_damaged |= !whole;
        self.bytes += bytes.len();
        bytes
    }

    fn run(&mut self, data: &[u8], resources: &Resources<'a>, depth: usize) {
        let floor = std::mem::replace(&mut self.floor, self.saved.len());
        let mut operations = TypedIter::new(data);
        while let Some(operation) = operations.next() {
            self.operators += 1;
            if self.operators > OPERATORS || self.content.glyphs.len() >= GLYPHS {
                self.content.is_cut = true;
                break;
            }
            self.operate(&operation, resources, depth);
        }
        self.saved.truncate(self.floor);
        self.floor = floor;
    }

    fn operate(&mut self, operation: &TypedInstruction<'_, '_>, resources: &Resources<'a>, depth: usize) {
        match operation {
            TypedInstruction::SaveState(_) => {
                if self.saved.len() < STATES {
                    self.saved.push(self.state.clone());
                }
            }
            TypedInstruction::RestoreState(_) => {
                if self.saved.len() > self.floor
                    && let Some(state) = self.saved.pop()
                {
                    self.state = state;
                }
            }
            TypedInstruction::Transform(m) => {
                self.state.ctm *= Affine::new([f(m.0), f(m.1), f(m.2), f(m.3), f(m.4), f(m.5)]);
            }
            TypedInstruction::XObject(name) => self.object(name.0, resources, depth),
            TypedInstruction::InlineImage(_) => self.picture(),
            TypedInstruction::SetGraphicsState(name) => {
                let font = resources.get_ext_g_state(name.0).and_then(|dict| dict.get::<Array<'_>>("Font"));
                if let Some(font) = font {
                    let mut parts = font.iter::<Object<'_>>();
                    if let (Some(dict), Some(size)) =
                        (parts.next().and_then(Object::into_dict), parts.next().and_then(Object::into_f32))
                    {
                        self.state.font = self.fonts.font(&dict);
                        self.state.size = f64::from(size);
                    }
                }
            }
            TypedInstruction::BeginMarkedContent(_) => self.mark(MarkedPart::default()),
            TypedInstruction::BeginMarkedContentWithProperties(part) => {
                let dict = match &part.1 {
                    Object::Dict(dict) => Some(marked_part(part.0, dict)),
                    Object::Name(name) => {
                        resources.properties.get::<Dict<'_>>(name).map(|dict| marked_part(part.0, &dict))
                    }
                    _ => None,
                };
                self.mark(dict.unwrap_or_default());
            }
            TypedInstruction::EndMarkedContent(_) => {
                if self.more_marks > 0 {
                    self.more_marks -= 1;
                } else {
                    self.marks.pop();
                }
            }
            _ => self.write(operation, resources),
        }
    }

    /// Operators of text.
    fn write(&mut self, operation: &TypedInstruction<'_, '_>, resources: &Resources<'a>) {
        match operation {
            TypedInstruction::BeginText(_) => {
                self.text = Affine::IDENTITY;
                self.line = Affine::IDENTITY;
            }
            TypedInstruction::CharacterSpacing(n) => self.state.spacing = f(n.0),
            TypedInstruction::WordSpacing(n) => self.state.word_spacing = f(n.0),
            TypedInstruction::HorizontalScaling(n) => self.state.scale = f(n.0) / 100.0,
            TypedInstruction::TextLeading(n) => self.state.leading = f(n.0),
            TypedInstruction::TextRise(n) => self.state.rise = f(n.0),
            TypedInstruction::TextFont(font) => {
                self.state.font = resources.get_font(font.0).and_then(|dict| self.fonts.font(&dict));
                self.state.size = f(font.1);
            }
            TypedInstruction::NextLine(n) => self.next_line(f(n.0), f(n.1)),
            TypedInstruction::NextLineAndSetLeading(n) => {
                self.state.leading = -f(n.1);
                self.next_line(f(n.0), f(n.1));
            }
            TypedInstruction::SetTextMatrix(m) => {
                self.line = Affine::new([f(m.0), f(m.1), f(m.2), f(m.3), f(m.4), f(m.5)]);
                self.text = self.line;
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.state.word_spacing = f(text.0);
                self.state.spacing = f(text.1);
                self.next_line(0.0, -self.state.leading);
                self.show(text.2);
            }
            TypedInstruction::ShowTexts(parts) => {
                for part in parts.0.iter::<Object<'_>>() {
                    match part {
                        Object::String(text) => self.show(&text),
                        Object::Number(number) => self.adjust(f(number)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, part: MarkedPart) {
        if self.marks.len() < STATES {
            self.marks.push(part);
        } else {
            self.more_marks += 1;
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    /// Moves back by thousandths of the size.
    fn adjust(&mut self, thousandths: f64) {
        let by = -thousandths / 1000.0 * self.state.size;
        let level = self.state.font.as_ref().is_none_or(|font| font.is_horizontal);
        self.text *= Affine::translate(if level { (by * self.state.scale, 0.0) } else { (0.0, by) });
    }

    fn object(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        if kind.as_ref().is_some_and(|kind| kind.as_str() == "Image") {
            self.picture();
            return;
        }
        if kind.is_none_or(|kind| kind.as_str() != "Form") {
            return;
        }
        if depth >= DEPTH {
            self.content.is_cut = true;
            return;
        }
        let data = self.bytes_of(&stream);
        let own = stream.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        let matrix = stream.dict().get::<[f64; 6]>("Matrix");
        let state = self.state.clone();
        let places = (self.text, self.line);
        if let Some(matrix) = matrix {
            self.state.ctm *= Affine::new(matrix);
        }
        self.run(&data, own.as_ref().unwrap_or(resources), depth + 1);
        self.state = state;
        (self.text, self.line) = places;
    }

    /// Keeps the place of a picture, which fills the unit square.
    fn picture(&mut self) {
        let corners =
            [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|at| self.state.ctm * Point::from(at));
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for corner in corners {
            bounds = [
                bounds[0].min(corner.x),
                bounds[1].min(corner.y),
                bounds[2].max(corner.x),
                bounds[3].max(corner.y),
            ];
        }
        if self.content.pictures.len() < PICTURES && bounds.iter().all(|at| at.is_finite()) {
            self.content.pictures.push(bounds.map(|at| at as f32));
        }
    }

    fn show(&mut self, text: &object::String<'_>) {
        let bytes = text.as_bytes();
        let Some(font) = self.state.font.clone() else {
            self.content.unmapped += bytes.len();
            return;
        };
        let mut at = 0;
        while at < bytes.len() && self.content.glyphs.len() < GLYPHS {
            let (found, code, length) = font.next(bytes, at);
            at += length;
            let spaced = if code == 32 && length == 1 { self.state.word_spacing } else { 0.0 };
            let state = &self.state;
            let placed = state.ctm
                * self.text
                * Affine::new([state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise]);
            let advance = found.advance / 1000.0;
            let (advance, step) = if font.is_horizontal {
                let step = (advance.x * state.size + state.spacing + spaced) * state.scale;
                (Vec2::new(advance.x, 0.0), (step, 0.0))
            } else {
                let step = advance.y * state.size + state.spacing + spaced;
                (Vec2::new(0.0, advance.y), (0.0, step))
            };
            self.place(&font, found.text, placed, advance);
            self.text *= Affine::translate(step);
        }
    }

    fn place(&mut self, font: &LoadedFont<'_>, text: Option<Rc<str>>, placed: Affine, advance: Vec2) {
        let is_running = self.marks.iter().any(|mark| mark.is_running);
        let marked = self.marks.iter_mut().rev().find_map(|mark| mark.words.as_mut());
        let text = match marked {
            // The first glyph has all words of the part, the others none.
            Some(words) => super::fonts::letters(std::mem::take(words).chars()).unwrap_or_else(|| "".into()),
            None => match text {
                Some(text) => text,
                None => {
                    self.content.unmapped += 1;
                    return;
                }
            },
        };
        let coefficients = placed.as_coeffs();
        let start = placed * Point::ZERO;
        let end = placed * advance.to_point();
        let way = if font.is_horizontal {
            Vec2::new(coefficients[0], coefficients[1])
        } else {
            Vec2::new(-coefficients[2], -coefficients[3])
        };
        let size = if font.is_horizontal {
            coefficients[2].hypot(coefficients[3])
        } else {
            coefficients[0].hypot(coefficients[1])
        } * font.height;
        let is_near = start.to_vec2().hypot() < FAR && end.to_vec2().hypot() < FAR;
        if !is_near || !(0.01..FAR).contains(&size) {
            self.content.outside += 1;
            return;
        }
        let turn = match (way.x, way.y) {
            (x, y) if y.abs() <= x.abs() * LEVEL => u8::from(x < 0.0) * 2,
            (x, y) if x.abs() <= y.abs() * LEVEL => 1 + u8::from(y < 0.0) * 2,
            _ => {
                self.content.slanted += usize::from(!text.trim().is_empty());
                return;
            }
        };
        let (width, height) = (f64::from(self.content.width), f64::from(self.content.height));
        let inside =
            start.x > -size && start.x < width + size && start.y > -size && start.y < height + 2.0 * size;
        if !inside {
            self.content.outside += usize::from(!text.trim().is_empty());
            return;
        }
        self.content.glyphs.push(PlacedGlyph {
            text,
            start: (start.x as f32, start.y as f32),
            end: (end.x as f32, end.y as f32),
            size: size as f32,
            turn,
            is_bold: font.is_bold,
            is_running,
        });
    }
}

/// What a file says of a part: the words that it stands for, and whether it is a running head or foot.
fn marked_part(tag: &Name<'_>, dict: &Dict<'_>) -> MarkedPart {
    let kind = dict.get::<Name<'_>>("Type");
    MarkedPart {
        words: text_of(dict, "ActualText"),
        is_running: tag.as_str() == "Artifact" && kind.is_some_and(|kind| kind.as_str() == "Pagination"),
    }
}
