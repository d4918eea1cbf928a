//! What measures of spans cost: γ, which aligns and draws random continua, and F1 over many documents.

use criterion::Criterion;
use obelus::agreement::measures::gamma::{GammaOptions, gamma_of};
use obelus::agreement::measures::marks::{Document, LabelledSpan};
use obelus::agreement::measures::spans::{LabelMatching, Match, pairwise_f1};
use obelus::base::Progress;
use std::hint::black_box;

/// Random numbers for the marks (xorshift64; Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 20) % u64::from(limit)).unwrap_or(0)
    }
}

/// Annotators mark a passage every `pitch` code points of a document, one in eight differently or not at all.
fn document(random: &mut Random, annotators: usize, passages: u32, pitch: u32) -> Document {
    let mut sets = vec![Vec::new(); annotators];
    for passage in 0..passages {
        let start = passage * pitch + random.below(pitch);
        let length = 20 + random.below(70);
        for set in &mut sets {
            let label = u16::from(random.below(3) == 0 || passage % 3 == 0);
            let start = start + random.below(15);
            let mark = LabelledSpan { start, end: start + length + random.below(15), label };
            set.extend((random.below(8) > 0).then_some(mark));
        }
    }
    Document::new((passages + 2) * pitch, sets.into_iter().map(Some).collect())
}

pub fn all(mut criterion: Criterion) {
    gamma(&mut criterion);
    f1(&mut criterion);
    criterion.final_summary();
}

fn gamma(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("gamma");
    group.sample_size(10);
    let mut random = Random(0x5eed_0b31);
    for (name, annotators, documents, passages, pitch) in [
        ("3 annotators x 1000 spans, 1 document", 3, 1, 1000, 120),
        ("3 annotators x 1000 spans, 1 document, dense", 3, 1, 1000, 60),
        ("3 annotators x 1000 spans, 50 documents", 3, 50, 20, 120),
        ("10 annotators x 400 spans, 40 documents", 10, 40, 10, 500),
    ] {
        let documents: Vec<Document> =
            (0..documents).map(|_| document(&mut random, annotators, passages, pitch)).collect();
        group.bench_function(name, |bencher| {
            bencher.iter(|| gamma_of(black_box(&documents), &GammaOptions::default(), &Progress::new()));
        });
    }
    group.finish();
}

fn f1(criterion: &mut Criterion) {
    let mut random = Random(0x5eed_0b31);
    let documents: Vec<Document> = (0..200).map(|_| document(&mut random, 3, 20, 150)).collect();
    criterion.bench_function("f1: 200 documents x 3 annotators x 20 spans, all matches", |bencher| {
        bencher.iter(|| {
            Match::ALL.map(|what| pairwise_f1(black_box(&documents), what, LabelMatching::Compared))
        });
    });
}
