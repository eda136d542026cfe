//! From the start of the process to the finished window on the screen: tree, board and traced lead.

use super::figures::{Figure, Series};
use super::subjects::{Brokerage, Renderer, Subjects};
use crate::shell::{Result, Stop, answer};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use window::Window;

const ROUNDS: usize = 9;

pub fn measure(subjects: &Subjects) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for renderer in [Renderer::AsItComes, Renderer::WithoutOpenGl] {
        let app = |brokerage| took(&subjects.app(brokerage, renderer)?);
        let [mut empty, mut small, mut large] = [(); 3].map(|()| Series::default());
        for round in 0..=ROUNDS {
            let times = [
                took(&subjects.empty(renderer)?)?,
                app(Brokerage::Small)?,
                app(Brokerage::Large)?,
            ];
            println!("   {times:.0?}");
            // The first round only warms the caches.
            if round > 0 {
                for (series, time) in [&mut empty, &mut small, &mut large].into_iter().zip(times) {
                    series.push(time);
                }
            }
        }
        let held = |what: &str, ours, goal| {
            let what = format!("start to finished window, {what}, {}", renderer.name());
            Figure::ratio(&what, ours, "empty window", &empty, goal)
        };
        figures.push(held("211 accounts", &small, 1.5));
        figures.push(held("100,000 agents", &large, 2.5));
    }
    Ok(figures)
}

/// Milliseconds from the start of the process to the moment that the page marked.
fn took(window: &Window) -> Result<f64> {
    let mark = "return performance.timeOrigin + performance.getEntriesByName('drawn')[0].startTime";
    let drawn = window.script(mark, &[])?.as_f64();
    let started = started(window.process()?);
    match (drawn, started) {
        (Some(drawn), Some(started)) => Ok(drawn - started.as_secs_f64() * 1e3),
        _ => Err(Stop("the window does not say when it was drawn".into())),
    }
}

/// When a process began, since the epoch, to a hundredth of a second.
fn started(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let ticks: f64 = stat.rsplit_once(") ")?.1.split(' ').nth(19)?.parse().ok()?;
    let per_second: f64 = answer("getconf", &["CLK_TCK"])?.parse().ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let uptime: f64 = uptime.split(' ').next()?.parse().ok()?;
    now.checked_sub(Duration::try_from_secs_f64(uptime - ticks / per_second).ok()?)
}
