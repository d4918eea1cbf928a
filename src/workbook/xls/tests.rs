//! Old workbooks, written record by record.

use super::super::{CellReading, Sheets, WorkbookError};
use super::*;

const READING: CellReading = CellReading { first_row_names: false, zone: "", truth: ["TRUE", "FALSE"] };
const SECTOR: usize = 512;

fn one(kind: u16, data: &[u8]) -> Vec<u8> {
    let size = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
}

fn cell(kind: u16, row: u16, column: u16, format: u16, rest: &[u8]) -> Vec<u8> {
    let head: Vec<u8> = [row, column, format].into_iter().flat_map(u16::to_le_bytes).collect();
    one(kind, &[&head[..], rest].concat())
}

fn long(words: &str) -> Vec<u8> {
    let units: Vec<u16> = words.encode_utf16().collect();
    let count = u16::try_from(units.len()).expect("short").to_le_bytes();
    [&count[..], &[1], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
}

fn begin(version: u16, kind: u16) -> Vec<u8> {
    one(record::BEGIN, &[version.to_le_bytes(), kind.to_le_bytes(), [0; 2], [0; 2]].concat())
}

/// The stream of a workbook with these sheets: name, whether it is hidden, records.
fn stream(strings: &[Vec<u8>], sheets: &[(&str, bool, Vec<u8>)]) -> Vec<u8> {
    let globals = |starts: &[usize]| {
        let mut out = begin(VERSION, 5);
        out.extend(one(record::FORMAT, &[&[200, 0][..], &long("dd/mm/yyyy")].concat()));
        out.extend(one(record::CELL_FORMAT, &[0; 20]));
        out.extend(one(record::CELL_FORMAT, &[&[0, 0, 200, 0][..], &[0; 16]].concat()));
        for ((name, hidden, _), start) in sheets.iter().zip(starts) {
            let start = u32::try_from(*start).expect("short").to_le_bytes();
            let head = [&start[..], &[u8::from(*hidden), 0, name.len() as u8, 0]].concat();
            out.extend(one(record::SHEET, &[&head[..], name.as_bytes()].concat()));
        }
        for (at, part) in strings.iter().enumerate() {
            out.extend(one(if at == 0 { record::STRINGS } else { record::CONTINUE }, part));
        }
        out.extend(one(record::END, &[]));
        out
    };
    let mut start = globals(&vec![0; sheets.len()]).len();
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|(_, _, body)| [begin(VERSION, 0x10), body.clone(), one(record::END, &[])].concat())
        .collect();
    let starts: Vec<usize> = bodies
        .iter()
        .map(|body| {
            let own = start;
            start += body.len();
            own
        })
        .collect();
    [globals(&starts), bodies.concat()].concat()
}

/// A compound file with one stream, which is filled up so that it is no small one.
fn compound(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(4096), 0);
    let size = stream.len() as u32;
    stream.resize(stream.len().next_multiple_of(SECTOR), 0);
    let count = stream.len() / SECTOR;
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(compound::SIGNATURE);
    (header[30], header[32]) = (9, 6);
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(48, 1);
    put(56, 4096);
    put(60, u32::MAX - 1);
    put(68, u32::MAX - 1);
    (0..109).for_each(|at| put(76 + 4 * at, u32::MAX));
    put(76, 0);
    let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
    table.extend((0..count).map(|at| if at + 1 == count { 0xFFFF_FFFE } else { at as u32 + 3 }));
    assert!(table.len() <= SECTOR / 4, "one sector of the table");
    table.resize(SECTOR / 4, u32::MAX);
    let mut directory = vec![0; SECTOR];
    for (at, (name, kind, first, size)) in
        [("Root Entry", 5, 0xFFFF_FFFE_u32, 0), (name, 2, 2, size)].into_iter().enumerate()
    {
        let entry = &mut directory[at * 128..(at + 1) * 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[66] = kind;
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
    }
    let table = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, stream].concat()
}

fn workbook() -> Vec<u8> {
    let shared = [
        &2_u32.to_le_bytes()[..],
        &2_u32.to_le_bytes(),
        &long("Headline"),
        &6_u16.to_le_bytes(),
        &[0],
        b"Fer",
    ]
    .concat();
    // The second goes on in another record, in wide letters.
    let rest = [&[1][..], &"ry ".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let mut sheet = one(record::COLUMNS, &[2, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    let row = |number: u16, flags: u16| {
        one(record::ROW, &[&number.to_le_bytes()[..], &[0; 10], &flags.to_le_bytes(), &[0; 2]].concat())
    };
    sheet.extend(row(0, 0));
    sheet.extend(row(1, 0x20));
    sheet.extend(cell(record::SHARED, 0, 0, 0, &0_u32.to_le_bytes()));
    sheet.extend(cell(record::SHARED, 0, 1, 0, &1_u32.to_le_bytes()));
    sheet.extend(cell(record::LABEL, 1, 0, 0, &long("Über\nzwei")));
    sheet.extend(cell(record::NUMBER, 1, 1, 1, &46085.0_f64.to_le_bytes()));
    sheet.extend(cell(record::SHORT_NUMBER, 1, 2, 0, &((1234_u32 << 2) | 3).to_le_bytes()));
    sheet.extend(cell(record::TRUTH, 1, 3, 0, &[1, 0]));
    sheet.extend(cell(record::FORMULA, 1, 4, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]));
    sheet.extend(one(record::STRING, &long("result")));
    sheet.extend(cell(record::FORMULA, 1, 5, 0, &[2, 0, 7, 0, 0, 0, 0xFF, 0xFF, 0, 0]));
    // A chart within the sheet has cells of its own.
    sheet.extend(begin(VERSION, 0x20));
    sheet.extend(cell(record::NUMBER, 9, 9, 0, &7.0_f64.to_le_bytes()));
    sheet.extend(one(record::END, &[]));
    sheet.extend(one(record::NUMBERS, &[2, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 22, 0, 0, 0, 1, 0]));
    compound("Workbook", stream(&[shared, rest], &[("A", false, sheet), ("B", true, Vec::new())]))
}

#[test]
fn cells_become_words_by_their_kinds() {
    let bytes = workbook();
    let mut sheets = Sheets::open(&bytes).expect("open");
    assert_eq!(sheets.names(), ["A", "B"]);
    let found = sheets.rows("A", READING).expect("rows");
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let want = [
        (1, row(&["Headline", "Ferry "])),
        (2, row(&["Über\nzwei", "2026-03-04", "12.34", "TRUE", "result"])),
        (3, row(&["2", "5"])),
    ];
    assert_eq!(found, want);
    assert_eq!(sheets.uncomputed(), ["F2"]);
    let hidden = sheets.hidden("A");
    assert_eq!((hidden.sheet, hidden.rows, hidden.columns), (false, vec![2], vec![(3, 4)]));
    assert!(sheets.hidden("B").sheet);
}

#[test]
fn what_is_locked_or_older_is_refused_by_its_name() {
    let locked = [begin(VERSION, 5), one(record::FILE_PASS, &[0; 6]), one(record::END, &[])].concat();
    assert!(matches!(Sheets::open(&compound("Workbook", locked)), Err(WorkbookError::Locked)));
    assert!(matches!(Sheets::open(&compound("EncryptedPackage", Vec::new())), Err(WorkbookError::Locked)));
    let older = [begin(0x0500, 5), one(record::END, &[])].concat();
    assert!(matches!(Sheets::open(&compound("Book", older.clone())), Err(WorkbookError::Older)));
    assert!(matches!(Sheets::open(&compound("Workbook", older)), Err(WorkbookError::Older)));
    assert!(!is_workbook(&compound("WordDocument", Vec::new())));
}

#[test]
fn damaged_workbooks_do_no_harm() {
    let whole = workbook();
    for cut in (0..whole.len()).step_by(97) {
        if let Ok(mut sheets) = Sheets::open(&whole[..cut]) {
            _ = sheets.rows("A", READING);
        }
    }
    let mut seed = 7_u64;
    for _ in 0..3000 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % bytes.len();
            bytes[at] = (seed >> 20) as u8;
        }
        if is_workbook(&bytes)
            && let Ok(mut sheets) = Sheets::open(&bytes)
        {
            for name in sheets.names() {
                _ = sheets.rows(&name, READING);
            }
        }
    }
    let many = cell(record::SHARED, 0, 0, 0, &0_u32.to_le_bytes());
    assert!(records(&many, 0).count() == 1 && records(&many[..many.len() - 1], 0).count() == 0);
}
