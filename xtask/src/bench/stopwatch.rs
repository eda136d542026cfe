//! Times what a hand does, inside the page: from the event to the frame that shows its effect.

use super::figures::Series;
use crate::shell::{Result, Stop};
use serde_json::json;
use std::time::Duration;
use window::Window;

const PAGE: &str = include_str!("page.js");
/// How long hands rest between two strokes; what the app does meanwhile is not waited for.
const REST: Duration = Duration::from_millis(250);

pub struct Stopwatch<'w> {
    window: &'w Window,
    /// The type of the event that starts it.
    event: &'static str,
    /// An expression of the page that changes with the effect.
    look: &'static str,
}

impl<'w> Stopwatch<'w> {
    pub fn new(window: &'w Window, event: &'static str, look: &'static str) -> Self {
        Self {
            window,
            event,
            look,
        }
    }

    /// Milliseconds that the effect of `act` took to show.
    pub fn time(&self, act: impl FnOnce() -> window::Result<()>) -> Result<f64> {
        std::thread::sleep(REST);
        let body = format!(
            "const [begins] = arguments; const look = () => {}; {PAGE}",
            self.look
        );
        self.window.script(&body, &[json!(self.event)])?;
        act()?;
        let took = self.window.script("return window.took", &[])?;
        took.as_f64()
            .ok_or_else(|| Stop(format!("no time was taken of {}", self.look)))
    }

    /// Presses each of the keys once.
    pub fn press(&self, keys: &[&str], into: &mut Series) -> Result<()> {
        for key in keys {
            into.push(self.time(|| self.window.press(&[key]))?);
        }
        Ok(())
    }
}

/// What every stroke costs on this machine and renderer: a key that writes one word on an empty page.
pub fn key_on(empty: &Window) -> Result<Stopwatch<'_>> {
    empty.script(WRITING, &[])?;
    Ok(Stopwatch::new(
        empty,
        "keydown",
        "document.body.textContent",
    ))
}

const WRITING: &str = "\
    let strokes = 0; \
    addEventListener('keydown', () => { document.body.textContent = `${(strokes += 1)} strokes`; });";
