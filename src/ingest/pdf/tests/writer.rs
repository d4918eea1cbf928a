//! Writes small PDF documents for tests.

/// Fonts by their number in [`PdfWriter::words`].
pub const REGULAR: usize = 1;
pub const BOLD: usize = 2;
/// A font with two-byte codes that has no map to letters.
pub const CODES: usize = 3;
/// A font that maps each two-byte code to the letter of that number.
pub const MAPPED: usize = 4;

/// A document that is being written.
#[derive(Default)]
pub struct PdfWriter {
    pages: Vec<String>,
    /// Further objects; the first is number 20.
    pub objects: Vec<String>,
    /// What stands in the trailer besides.
    pub trailer: String,
}

impl PdfWriter {
    pub fn page(mut self) -> Self {
        self.pages.push(String::new());
        self
    }

    /// Operators of the last page.
    pub fn raw(mut self, operators: &str) -> Self {
        let page = self.pages.last_mut().expect("a page");
        page.push_str(operators);
        page.push('\n');
        self
    }

    /// Words at a place, from the lower left corner of a page of 600 by 800 points.
    pub fn words(self, x: f32, y: f32, size: f32, font: usize, words: &str) -> Self {
        let codes: String = match font {
            CODES | MAPPED => words.chars().map(|letter| format!("{:04X}", letter as u32)).collect(),
            _ => encoding_rs::WINDOWS_1252.encode(words).0.iter().map(|byte| format!("{byte:02X}")).collect(),
        };
        self.raw(&format!("BT /F{font} {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET"))
    }

    /// Lines under each other, from `y` on.
    pub fn lines(mut self, x: f32, y: f32, size: f32, lines: &[&str]) -> Self {
        for (at, line) in lines.iter().enumerate() {
            self = self.words(x, y - at as f32 * size * 1.2, size, REGULAR, line);
        }
        self
    }

    /// A grey picture over a part of the page.
    pub fn picture(self, x: f32, y: f32, width: f32, height: f32) -> Self {
        self.raw(&format!("q {width} 0 0 {height} {x} {y} cm /I1 Do Q"))
    }

    pub fn finish(self) -> Vec<u8> {
        let count = self.pages.len();
        let kids: Vec<String> = (0..count).map(|at| format!("{} 0 R", 100 + at * 2)).collect();
        let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> \
                   endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end";
        let font = |map: &str| {
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /Other /Encoding /Identity-H {map} /DescendantFonts [<< /Type /Font \
                 /Subtype /CIDFontType2 /BaseFont /Other /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
                 /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /Other /Flags 4 >> >>] >>"
            )
        };
        let plain = |name: &str| {
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
        };
        let mut parts: Vec<(usize, String)> = vec![
            (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
            (2, format!("<< /Type /Pages /Count {count} /Kids [{}] >>", kids.join(" "))),
            (3, plain("Helvetica")),
            (4, plain("Helvetica-Bold")),
            (5, font("")),
            (6, font("/ToUnicode 7 0 R")),
            (7, format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len())),
            (
                8,
                "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 \
                 >>\nstream\n\x7F\nendstream"
                    .to_owned(),
            ),
        ];
        parts.extend(self.objects.into_iter().enumerate().map(|(at, object)| (20 + at, object)));
        for (at, page) in self.pages.into_iter().enumerate() {
            let number = 100 + at * 2;
            parts.push((
                number,
                format!(
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources << /Font << /F1 3 0 R \
                     /F2 4 0 R /F3 5 0 R /F4 6 0 R >> /XObject << /I1 8 0 R /X1 20 0 R >> >> >>",
                    number + 1
                ),
            ));
            parts.push((number + 1, format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len())));
        }
        written(&parts, &self.trailer)
    }
}

/// A file of numbered parts.
pub fn written(parts: &[(usize, String)], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, part) in parts {
        places.push((*number, out.len()));
        out.extend(format!("{number} 0 obj\n{part}\nendobj\n").bytes());
    }
    let table = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        out.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    let size = parts.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    out
}
