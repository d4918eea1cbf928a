//! What the window costs in processor time: opening, scrolling, jumping, tagging, saving.
//!
//! `OBELUS_BENCH_PROJECT` names a project folder to measure instead of the made ones.

use crate::large_project::{Folder, Window, key, projects, wheel};
use cpu_time::{ProcessTime, ThreadTime};
use criterion::measurement::{Measurement, ValueFormatter};
use criterion::{BatchSize, Criterion, Throughput};
use egui::{Key, Modifiers};
use obelus::app::{Action, Command, ReadingCommand};
use obelus::model::FileKey;
use obelus::store;
use std::hint::black_box;
use std::time::Duration;

/// Processor time of this thread, which a busy machine does not lengthen.
struct Cpu;

struct Milliseconds;

impl ValueFormatter for Milliseconds {
    fn scale_values(&self, _typical: f64, values: &mut [f64]) -> &'static str {
        values.iter_mut().for_each(|value| *value /= 1e6);
        "ms cpu"
    }

    fn scale_throughputs(
        &self,
        _typical: f64,
        _throughput: &Throughput,
        _values: &mut [f64],
    ) -> &'static str {
        "per ms cpu"
    }

    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        self.scale_values(0.0, values)
    }
}

impl Measurement for Cpu {
    type Intermediate = ThreadTime;
    type Value = Duration;

    fn start(&self) -> ThreadTime {
        ThreadTime::now()
    }

    fn end(&self, from: ThreadTime) -> Duration {
        from.elapsed()
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        &Milliseconds
    }
}

/// Median, 95th percentile and most of `count` frames, in milliseconds of processor time.
fn spread(what: &str, name: &str, count: usize, mut frame: impl FnMut(usize)) {
    let mut times: Vec<f64> = (0..count)
        .map(|number| {
            let from = ThreadTime::now();
            frame(number);
            from.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((count - 1) as f64 * share) as usize];
    println!(
        "{what}, {name}: median {:.2} ms, p95 {:.2} ms, most {:.2} ms of {count}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
}

fn open(c: &mut Criterion<Cpu>, name: &str, folder: &Folder) {
    let mut group = c.benchmark_group("open");
    group.sample_size(10);
    group.bench_function(format!("to the first frame with text, {name}"), |b| {
        b.iter_batched_ref(
            Window::new,
            |window| {
                black_box(window.open_text(&folder.root));
                window.frame(Vec::new());
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function(format!("complete, {name}"), |b| {
        b.iter_batched_ref(
            Window::new,
            |window| {
                let (project, sets) = window.open_text(&folder.root);
                window.frame(Vec::new());
                window.open_rest(&folder.root, &project, &sets);
                window.frame(Vec::new());
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn frames(c: &mut Criterion<Cpu>, name: &str, folder: &Folder) {
    let mut window = Window::on(&folder.root);
    let count = window.state.reading().map_or(1, |reading| reading.sentences.len());
    let mut group = c.benchmark_group("frame");
    group.sample_size(30);
    spread("scroll frame", name, 1200, |_| window.frame(wheel(40.0)));
    group.bench_function(format!("scroll, {name}"), |b| b.iter(|| window.frame(wheel(40.0))));
    let mut number = 0;
    let mut jump = |window: &mut Window| {
        number = (number + 7919) % count;
        window.send(Command::Reading(ReadingCommand::GoToSentence(number)));
        window.frame(Vec::new());
    };
    spread("jump", name, 200, |_| jump(&mut window));
    group.bench_function(format!("jump, {name}"), |b| b.iter(|| jump(&mut window)));
    let tag = |window: &mut Window| {
        window.frame(key(Key::O, Modifiers::NONE));
        window.frame(Vec::new());
    };
    spread("key press to tag and the next frame", name, 200, |_| tag(&mut window));
    group.bench_function(format!("key press to tag and the next frame, {name}"), |b| {
        b.iter(|| tag(&mut window));
    });
    let undo = |window: &mut Window| {
        window.send(Command::Action(Action::Undo));
        window.frame(Vec::new());
    };
    spread("undo and the next frame", name, 150, |_| undo(&mut window));
    group.bench_function(format!("idle, {name}"), |b| b.iter(|| window.frame(Vec::new())));
    group.finish();
}

fn save(c: &mut Criterion<Cpu>, name: &str, folder: &Folder) {
    let window = Window::on(&folder.root);
    let Some(session) = &window.state.session else { return };
    let mut group = c.benchmark_group("save");
    group.sample_size(10);
    group.bench_function(format!("snapshot, {name}"), |b| b.iter(|| black_box(session.project.clone())));
    if let Some((key, _)) = session.project.sets().next() {
        let key = FileKey::Set(key.clone());
        group.bench_function(format!("encode, {name}"), |b| {
            b.iter(|| black_box(store::encode(&session.project, &key)));
        });
    }
    group.finish();
}

pub fn all(criterion: Criterion) {
    let mut criterion = criterion.with_measurement(Cpu);
    let from = ProcessTime::now();
    for (name, folder) in projects() {
        open(&mut criterion, &name, &folder);
        frames(&mut criterion, &name, &folder);
        save(&mut criterion, &name, &folder);
    }
    println!("{:.0} s of processor time in all", from.elapsed().as_secs_f64());
    criterion.final_summary();
}
