//! The glyph atlas: rasterised glyphs packed into one egui texture.
//!
//! Glyphs are never evicted one by one: a mesh that is still painted may use them. A full atlas grows, and at its largest
//! starts over in a new texture; either raises the generation, and meshes are built anew. The old texture lives until the
//! next frame, so meshes already painted in this one stay right.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use egui::{
    Color32, ColorImage, TextureHandle, TextureId, TextureOptions, epaint::FontColorTransferFunction,
};

use super::{
    build::Face,
    raster::{self, Bitmap},
};

/// Pixels a side.
const WIDTH: usize = 2048;
const FIRST_HEIGHT: usize = 512;
const LAST_HEIGHT: usize = 2048;
/// Side of the white block at the origin.
const WHITE: usize = 3;

/// Where a glyph stands in the atlas.
#[derive(Clone, Copy, Default)]
pub(super) struct Slot {
    /// Texture pixels.
    pub x: u16,
    pub y: u16,
    /// 0: nothing to paint.
    pub w: u16,
    pub h: u16,
    /// From the glyph's origin.
    pub left: i16,
    pub top: i16,
    /// Paint with its own colours.
    pub colour: bool,
}

/// A row of glyphs of similar height.
struct Shelf {
    y: usize,
    h: usize,
    x: usize,
}

/// An interned face; see [`Atlas::face`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct FaceId(u32);

pub(super) struct Atlas {
    faces: Vec<Face>,
    slots: HashMap<u64, Slot, BuildHasherDefault<KeyHasher>>,
    pixels: Vec<Color32>,
    height: usize,
    max_height: usize,
    shelves: Vec<Shelf>,
    bottom: usize,
    /// Changed rows and columns since the last upload: x0, y0, x1, y1.
    dirty: Option<[usize; 4]>,
    texture: Option<TextureHandle>,
    retired: Vec<TextureHandle>,
    generation: u64,
    transfer: FontColorTransferFunction,
    hint: bool,
}

impl Atlas {
    pub fn new() -> Self {
        let mut atlas = Self {
            faces: Vec::new(),
            slots: HashMap::default(),
            pixels: Vec::new(),
            height: 0,
            max_height: LAST_HEIGHT,
            shelves: Vec::new(),
            bottom: 0,
            dirty: None,
            texture: None,
            retired: Vec::new(),
            generation: 0,
            transfer: FontColorTransferFunction::Off,
            hint: false,
        };
        atlas.clear();
        atlas
    }

    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub fn set_transfer(&mut self, f: FontColorTransferFunction) {
        if self.transfer != f {
            self.transfer = f;
            self.restart();
        }
    }

    /// Whether to fit outlines to the pixel grid; for low resolutions. Glyphs already there keep their shape.
    pub fn set_hinting(&mut self, hint: bool) {
        if self.hint != hint {
            self.hint = hint;
            self.restart();
        }
    }

    /// Frees textures of past frames.
    pub fn begin(&mut self, ctx: &egui::Context) {
        self.retired.clear();
        let side = ctx.input(|i| i.max_texture_side);
        self.max_height = LAST_HEIGHT.min(side);
    }

    /// The texture, created when first asked for.
    pub fn texture(&mut self, ctx: &egui::Context) -> TextureId {
        let (height, pixels, dirty) = (self.height, &self.pixels, &mut self.dirty);
        self.texture
            .get_or_insert_with(|| {
                *dirty = None;
                let image = ColorImage::new([WIDTH, height], pixels.clone());
                ctx.load_texture("glyphs", image, TextureOptions::LINEAR)
            })
            .id()
    }

    /// Texture size in pixels.
    pub fn size(&self) -> [usize; 2] {
        [WIDTH, self.height]
    }

    /// The centre of a white pixel, in texture pixels.
    pub fn white(&self) -> [f32; 2] {
        [WHITE as f32 / 2.0; 2]
    }

    #[cfg(test)]
    pub fn pixels(&self) -> &[Color32] {
        &self.pixels
    }

    /// Interns a face. Fonts loaded twice count as one if their files look alike.
    pub fn face(&mut self, face: &Face) -> FaceId {
        if let Some(i) = self.faces.iter().position(|f| f == face) {
            return FaceId(i as u32);
        }
        let twin = |f: &Face| {
            f.px == face.px
                && f.embolden == face.embolden
                && f.skew == face.skew
                && f.coords == face.coords
                && f.font.index == face.font.index
                && f.font.data.len() == face.font.data.len()
                && start(f) == start(face)
        };
        if let Some(i) = self.faces.iter().position(twin) {
            // Remember the younger file: the older one is likely to go.
            self.faces[i] = face.clone();
            return FaceId(i as u32);
        }
        self.faces.push(face.clone());
        FaceId((self.faces.len() - 1) as u32)
    }

    /// The glyph, rasterised if new. `bin` counts quarters of a pixel to the right.
    pub fn glyph(&mut self, face: FaceId, id: u16, bin: u8) -> Slot {
        let key = u64::from(face.0) << 18 | u64::from(id) << 2 | u64::from(bin & 3);
        if let Some(slot) = self.slots.get(&key) {
            return *slot;
        }
        let bitmap = self
            .faces
            .get(face.0 as usize)
            .and_then(|f| raster::raster(f, id, f32::from(bin) / 4.0, self.hint));
        let slot = bitmap.map_or_else(Slot::default, |b| self.insert(&b));
        self.slots.insert(key, slot);
        slot
    }

    /// Uploads what changed.
    pub fn flush(&mut self) {
        let (Some([x0, y0, x1, y1]), Some(texture)) = (self.dirty, &mut self.texture) else {
            return;
        };
        self.dirty = None;
        let pixels = (y0..y1).flat_map(|y| &self.pixels[y * WIDTH + x0..y * WIDTH + x1]).copied().collect();
        let image = ColorImage::new([x1 - x0, y1 - y0], pixels);
        texture.set_partial([x0, y0], image, TextureOptions::LINEAR);
    }

    /// Starts over with an empty atlas in a new texture.
    pub fn restart(&mut self) {
        self.retire();
        self.clear();
    }

    fn clear(&mut self) {
        self.faces.clear();
        self.slots.clear();
        self.shelves.clear();
        self.height = FIRST_HEIGHT;
        self.pixels = vec![Color32::TRANSPARENT; WIDTH * FIRST_HEIGHT];
        for y in 0..WHITE {
            self.pixels[y * WIDTH..y * WIDTH + WHITE].fill(Color32::WHITE);
        }
        self.bottom = WHITE + 1;
        self.dirty = None;
        self.generation += 1;
    }

    fn retire(&mut self) {
        self.flush();
        self.retired.extend(self.texture.take());
    }

    fn grow(&mut self) -> bool {
        if self.height * 2 > self.max_height {
            return false;
        }
        self.retire();
        self.height *= 2;
        self.pixels.resize(WIDTH * self.height, Color32::TRANSPARENT);
        self.dirty = None;
        self.generation += 1;
        true
    }

    fn insert(&mut self, b: &Bitmap) -> Slot {
        let Some((x, y)) = self.place(b.w + 1, b.h + 1) else {
            return Slot::default();
        };
        for row in 0..b.h {
            let to = (y + row) * WIDTH + x;
            let from = &b.pixels[row * b.w..(row + 1) * b.w];
            for (to, from) in self.pixels[to..to + b.w].iter_mut().zip(from) {
                *to = if b.colour { *from } else { self.transfer.to_atlas_color(*from) };
            }
        }
        let d = self.dirty.get_or_insert([x, y, x, y]);
        *d = [d[0].min(x), d[1].min(y), d[2].max(x + b.w), d[3].max(y + b.h)];
        Slot {
            x: x as u16,
            y: y as u16,
            w: b.w as u16,
            h: b.h as u16,
            left: b.left as i16,
            top: b.top as i16,
            colour: b.colour,
        }
    }

    /// Room for a rectangle. `None` when the atlas is full; the caller finds the generation raised.
    fn place(&mut self, w: usize, h: usize) -> Option<(usize, usize)> {
        let fits = |s: &&mut Shelf| s.x + w <= WIDTH && h <= s.h && s.h <= h + h / 4 + 2;
        if let Some(shelf) = self.shelves.iter_mut().find(fits) {
            let at = (shelf.x, shelf.y);
            shelf.x += w;
            return Some(at);
        }
        let tall = h.next_multiple_of(4);
        while self.bottom + tall > self.height {
            if !self.grow() {
                return self.start_over(w, tall);
            }
        }
        self.shelves.push(Shelf { y: self.bottom, h: tall, x: w });
        self.bottom += tall;
        Some((0, self.bottom - tall))
    }

    fn start_over(&mut self, w: usize, tall: usize) -> Option<(usize, usize)> {
        // Faces stay: ids given out for the mesh being built must keep their meaning.
        let faces = std::mem::take(&mut self.faces);
        self.restart();
        self.faces = faces;
        if self.bottom + tall > self.height || w > WIDTH {
            return None;
        }
        self.place(w, tall)
    }
}

/// The file's directory, which holds checksums of its tables.
fn start(f: &Face) -> &[u8] {
    let data = f.font.data.data();
    &data[..data.len().min(2048)]
}

/// For keys that are already numbers.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
    }
}
