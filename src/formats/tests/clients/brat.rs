use super::{Row, sees, writes};

/// As brat writes a passage: in pieces without white space at their ends, nothing for white space alone.
fn in_pieces(row: Row) -> Option<Row> {
    let start = row.start + (row.text.chars().count() - row.text.trim_start().chars().count()) as u32;
    let end = row.end - (row.text.chars().count() - row.text.trim_end().chars().count()) as u32;
    let pieces: Vec<&str> =
        row.text.split(['\n', '\u{2028}']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let text = pieces.join(" ");
    let label = row.label.replace(':', "_");
    (!text.is_empty()).then_some(Row { start, end, text, label, ..row })
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn brats_parser_sees_and_writes_every_passage() {
    sees("brat", "brat_parser.py", |_, rows| rows.into_iter().filter_map(in_pieces).collect());
    writes("brat", "brat_parser.py", &[]);
}
