//! Order, replacement, cancelling and panics of work on other threads.

use super::*;
use std::sync::Barrier;
use std::time::{Duration, Instant};

struct Fixture {
    queue: Queue<char, String>,
    woken: Receiver<()>,
}

impl Fixture {
    fn new() -> Self {
        let (wake, woken) = channel();
        let waker: Waker = Arc::new(move || {
            let _ = wake.send(());
        });
        Self { queue: Queue::new(waker, |kind, words| format!("{kind} failed: {words}")), woken }
    }

    /// Everything posted until no work is left.
    fn finish(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        let end = Instant::now() + Duration::from_secs(10);
        while !self.queue.is_idle() && Instant::now() < end {
            let _ = self.woken.recv_timeout(Duration::from_secs(10));
            all.extend(self.queue.take());
        }
        assert!(self.queue.is_idle());
        all
    }
}

#[test]
fn what_is_posted_arrives_in_order_on_a_named_thread() {
    let mut fixture = Fixture::new();
    fixture.queue.request('a', "reader", |job| {
        let thread = std::thread::current();
        for n in 0..3 {
            job.post(format!("{} {n}", thread.name().unwrap_or_default()));
        }
    });
    assert_eq!(fixture.finish(), ["reader 0", "reader 1", "reader 2"]);
}

#[test]
fn the_newest_request_of_a_kind_wins_and_other_kinds_go_on() {
    let mut fixture = Fixture::new();
    let gate = Arc::new(Barrier::new(2));
    let held = Arc::clone(&gate);
    fixture.queue.request('a', "first", move |job| {
        held.wait();
        while !job.progress().is_cancelled() {
            std::thread::yield_now();
        }
        job.post("first".to_owned());
    });
    gate.wait();
    fixture.queue.request('b', "other", |job| job.post("other".to_owned()));
    fixture.queue.request('a', "second", |job| job.post("second".to_owned()));
    fixture.queue.request('a', "third", |job| job.post("third".to_owned()));
    let mut all = fixture.finish();
    all.sort();
    assert_eq!(all, ["other", "third"]);
}

#[test]
fn cancelled_work_still_says_how_it_ended() {
    let mut fixture = Fixture::new();
    fixture.queue.request('a', "long", |job| {
        while !job.progress().is_cancelled() {
            std::thread::yield_now();
        }
        job.post("stopped".to_owned());
    });
    fixture.queue.cancel(&'a');
    assert_eq!(fixture.finish(), ["stopped"]);
}

#[test]
fn a_panic_becomes_a_message_and_the_kind_can_be_asked_again() {
    let mut fixture = Fixture::new();
    fixture.queue.request('a', "broken", |_| panic!("no {}", "luck"));
    assert_eq!(fixture.finish(), ["a failed: no luck"]);
    fixture.queue.request('a', "mended", |job| job.post("fine".to_owned()));
    assert_eq!(fixture.finish(), ["fine"]);
}

#[test]
fn dropping_the_queue_cancels_what_runs() {
    let mut fixture = Fixture::new();
    let (say, heard) = channel();
    fixture.queue.request('a', "long", move |job| {
        while !job.progress().is_cancelled() {
            std::thread::yield_now();
        }
        let _ = say.send(());
    });
    drop(fixture);
    assert_eq!(heard.recv_timeout(Duration::from_secs(10)), Ok(()));
}

#[test]
fn watched_work_is_looked_at_and_done_here() {
    let progress = Progress::new();
    progress.set_total(3);
    let (seen, sees) = std::sync::mpsc::channel();
    let here = std::thread::current().id();
    let look = |done, total| seen.send((done, total)).expect("somebody listens");
    let outcome = watched(&progress, Duration::from_millis(1), look, || {
        progress.advance(2);
        let looked = std::iter::repeat_with(|| sees.recv_timeout(Duration::from_secs(10)).expect("it looks"));
        assert!(looked.take(1000).any(|seen| seen == (2, 3)));
        std::thread::current().id()
    });
    assert_eq!(outcome, here);
}
