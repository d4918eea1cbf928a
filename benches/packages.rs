//! What measuring costs here and in the Python packages `krippendorff` and `pygamma-agreement`, on the same data in one
//! run; the values must agree.
//!
//! ```sh
//! python3.11 -m venv VENV && VENV/bin/pip install --requirement tests/references/requirements.txt
//! OBELUS_TEST_PYTHON=VENV/bin/python3 cargo bench --no-default-features -- packages
//! ```
//!
//! Times are medians of up to five runs of one call on data that is ready in memory; a package's is taken inside Python,
//! after its imports and one small call that compiles what it compiles. A package gets two minutes for each line. δ_o is
//! what `get_best_alignment` computes, with the solver GLPK, which it takes where CBC is not installed; the call here
//! also aligns two random continua, and its time includes them.

use obelus::agreement::measures::bootstrap::SplitMix64;
use obelus::agreement::measures::gamma::{GammaOptions, gamma_of};
use obelus::agreement::measures::marks::{Document, LabelledSpan};
use obelus::agreement::measures::nominal::Ratings;
use obelus::base::Progress;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 5;
/// What a package gets for all runs, in seconds.
const PATIENCE: u32 = 120;

/// A value, and the seconds of each run.
struct Timed {
    value: f64,
    runs: Vec<f64>,
}

impl Timed {
    fn median(&mut self) -> f64 {
        self.runs.sort_by(f64::total_cmp);
        let half = self.runs.len() / 2;
        if self.runs.len() % 2 == 1 {
            self.runs[half]
        } else {
            f64::midpoint(self.runs[half - 1], self.runs[half])
        }
    }
}

fn here(measure: impl Fn() -> f64) -> Timed {
    let mut timed = Timed { value: measure(), runs: Vec::new() };
    for _ in 0..RUNS {
        let began = Instant::now();
        timed.value = black_box(measure());
        timed.runs.push(began.elapsed().as_secs_f64());
    }
    timed
}

/// The same from a package; `None` when it did not finish a run in time.
fn there(measure: &str, data: &str) -> Option<Timed> {
    let python = std::env::var("OBELUS_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(&python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references/speed.py"))
        .args([measure, &RUNS.to_string(), &PATIENCE.to_string()])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python}: {error}"));
    child.stdin.take().expect("a pipe").write_all(data.as_bytes()).expect("the script reads its input");
    let output = child.wait_with_output().expect("the script ends");
    assert!(output.status.code().is_none_or(|code| code == 0), "speed.py: {}", output.status);
    let text = String::from_utf8(output.stdout).expect("numbers");
    let number = |word: &str| word.parse::<f64>().unwrap_or_else(|_| panic!("not a number: {word}"));
    let (values, runs): (Vec<f64>, Vec<f64>) = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(value, seconds)| (number(value), number(seconds)))
        .unzip();
    Some(Timed { value: *values.last()?, runs })
}

fn say(name: &str, package: &str, within: f64, mut ours: Timed, theirs: Option<Timed>) {
    let (value, mine) = (ours.value, ours.median());
    print!("{name}: {value:.6}, here {mine:.4} s");
    let Some(mut theirs) = theirs else {
        println!(
            ", {package} not finished in {PATIENCE} s, more than {:.0} times",
            f64::from(PATIENCE) / mine
        );
        return;
    };
    let (said, runs) = (theirs.value, theirs.runs.len());
    assert!((value - said).abs() <= within, "{name}: {value} here, {said} of {package}");
    let other = theirs.median();
    println!(", {package} {other:.4} s ({runs} runs, {said:.6}), {:.1} times", other / mine);
}

fn json<T>(items: impl IntoIterator<Item = T>, one: impl FnMut(T) -> String) -> String {
    format!("[{}]", items.into_iter().map(one).collect::<Vec<_>>().join(","))
}

/// Judgements of which a tenth are missing and a third are drawn anew.
fn alpha(annotators: usize, units: usize) {
    let mut random = SplitMix64::new(1);
    let mut judge = |usual: u16| match random.below(30) {
        0..3 => None,
        3..13 => Some(random.below(5) as u16),
        _ => Some(usual),
    };
    let rows: Vec<Vec<Option<u16>>> =
        (0..units).map(|at| (0..annotators).map(|_| judge((at % 5) as u16)).collect()).collect();
    let mut ratings = Ratings::new(annotators, 5);
    rows.iter().for_each(|row| ratings.push(row.iter().copied()));
    let cell = |cell: &Option<u16>| cell.map_or_else(|| "null".to_owned(), |value| value.to_string());
    let data = json(&rows, |row| json(row, cell));
    say(
        &format!("nominal α, {annotators} annotators × {units} units"),
        "krippendorff",
        1e-9,
        here(|| black_box(&ratings).tally().alpha().expect("judgements")),
        there("alpha", &data),
    );
}

/// Three annotators mark each passage, one in eight of them somewhere else.
fn disorder(passages: u32) {
    const PITCH: usize = 120;
    let mut random = SplitMix64::new(2);
    let length = (passages as usize + 2) * PITCH;
    let mut sets = vec![Vec::new(); 3];
    for passage in 0..passages as usize {
        let start = passage * PITCH + random.below(PITCH);
        for set in &mut sets {
            let astray = random.below(8) == 0;
            let start = if astray { random.below(length - PITCH) } else { start + random.below(15) };
            let end = start + 20 + random.below(70);
            let label = if random.below(5) == 0 { random.below(3) } else { passage % 3 };
            set.push(LabelledSpan { start: start as u32, end: end as u32, label: label as u16 });
        }
    }
    let data = json(&sets, |set| json(set, |mark| format!("[{},{},{}]", mark.start, mark.end, mark.label)));
    let document = Document::new(length as u32, sets.into_iter().map(Some).collect());
    let options = GammaOptions { samples: 2, most_samples: 2, ..GammaOptions::default() };
    let measure = || {
        let found = gamma_of(std::slice::from_ref(black_box(&document)), &options, &Progress::new());
        let found = found.expect("not cancelled").expect("marks");
        assert!(found.observed_exact, "not known to be the best alignment");
        found.observed
    };
    let ours = here(measure);
    let within = 2e-5 * ours.value.max(1.0);
    let theirs = there("disorder", &data);
    say(&format!("δ_o of γ, 3 annotators × {passages} spans"), "pygamma-agreement", within, ours, theirs);
}

pub fn all() {
    alpha(10, 100_000);
    disorder(300);
    disorder(1_000);
}
