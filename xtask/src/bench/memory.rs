//! What the app holds: all its processes together, what they share counted once.

use super::figures::Figure;
use super::subjects::{Brokerage, Renderer, Subjects};
use crate::shell::Result;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use window::Window;

pub fn measure(subjects: &Subjects) -> Result<Vec<Figure>> {
    let renderer = Renderer::AsItComes;
    let empty = at_most(&subjects.empty(renderer)?, |_| Ok(()))?;
    [
        (Brokerage::Small, "most memory, 211 accounts"),
        (Brokerage::Large, "most memory, 100,000 agents"),
    ]
    .into_iter()
    .map(|(brokerage, what)| {
        let window = subjects.app(brokerage, renderer)?;
        let most = at_most(&window, work)?;
        let ratio = most / empty;
        Ok(Figure::stated(
            what,
            format!("{most:.0} MB, {ratio:.2}×"),
            format!("empty window: {empty:.0} MB"),
        ))
    })
    .collect()
}

/// Everything that makes the window take more: all rows open, searches, the board of an office.
fn work(window: &Window) -> Result<()> {
    window.role("tree", "Accounts").focus()?;
    window.press(&["Home", "ArrowDown", "*", "End", "Home"])?;
    window
        .role("searchbox", "Find an account, agent or e-mail")
        .focus()?;
    window.press(&[
        "e",
        "a",
        "Backspace",
        "Backspace",
        "s",
        "a",
        "n",
        "Enter",
        "Escape",
    ])?;
    window.role("region", "Outcome").appears()?;
    Ok(())
}

/// Megabytes, the most that was seen from the finished window until two seconds after `work`.
fn at_most(window: &Window, work: impl FnOnce(&Window) -> Result<()>) -> Result<f64> {
    let app = window.process()?;
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = 0.0_f64;
            while !done.load(Ordering::Relaxed) {
                most = most.max(family(app).into_iter().map(proportional).sum());
                thread::sleep(Duration::from_millis(50));
            }
            most
        });
        let worked = work(window);
        thread::sleep(Duration::from_secs(2));
        done.store(true, Ordering::Relaxed);
        let most = watch.join().unwrap_or_default();
        worked.map(|()| most)
    })
}

/// A process and its children: WebKitGTK draws and loads in processes of their own.
fn family(app: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{app}/task"));
    let children = threads.into_iter().flatten().flatten().map(|thread| {
        let children = fs::read_to_string(thread.path().join("children"));
        let ids = children.unwrap_or_default();
        let ids = ids.split_whitespace().filter_map(|id| id.parse().ok());
        ids.flat_map(family).collect::<Vec<u32>>()
    });
    std::iter::once(app).chain(children.flatten()).collect()
}

/// Megabytes of a process, what it shares divided among those who share it.
fn proportional(process: u32) -> f64 {
    let sums = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = sums.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1e3
}
