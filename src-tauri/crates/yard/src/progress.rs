//! A progress bar for work that turns out to be long.

use std::cell::{Cell, OnceCell};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(600);
/// Looking at the clock at each lead would cost more than some leads do.
const STRIDE: u64 = 1024;

/// Counts work done; the bar appears on stderr once it takes long, if stderr is a terminal.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    total: u64,
    done: Cell<u64>,
    began: Instant,
    shows: bool,
    bar: OnceCell<ProgressBar>,
}

impl Progress {
    pub fn new(what: &'static str, total: usize) -> Progress {
        Progress {
            what,
            total: total as u64,
            done: Cell::new(0),
            began: Instant::now(),
            shows: std::io::stderr().is_terminal(),
            bar: OnceCell::new(),
        }
    }

    pub fn step(&self) {
        let done = self.done.get() + 1;
        self.done.set(done);
        if self.shows && done.is_multiple_of(STRIDE) && self.began.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.new_bar()).set_position(done);
        }
    }

    fn new_bar(&self) -> ProgressBar {
        let template = "{msg} {wide_bar:.cyan/blue} {human_pos} of {human_len} leads, {eta} to go";
        let bar = ProgressBar::new(self.total).with_message(self.what);
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
