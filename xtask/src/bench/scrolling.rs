//! The time between frames while the tree of 100,000 agents scrolls, and while an empty page does.

use super::figures::{Figure, Series};
use super::subjects::{Brokerage, Renderer, Subjects};
use crate::shell::{Result, Stop};
use serde_json::json;
use window::Window;

const ROUNDS: usize = 7;

pub fn measure(subjects: &Subjects) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for renderer in [Renderer::WithoutOpenGl, Renderer::OpenGl] {
        let empty = subjects.empty(renderer)?;
        empty.script(SOMETHING_TO_SCROLL, &[])?;
        let app = subjects.app(Brokerage::Large, renderer)?;
        app.role("tree", "Accounts").focus()?;
        app.press(&["Home", "ArrowDown", "*"])?;

        let [mut idle, mut page, mut tree] = [(); 3].map(|()| Series::default());
        for _ in 0..ROUNDS {
            idle.push(frame(&empty, 0)?);
            page.push(frame(&empty, 24)?);
            tree.push(frame(&app, 24)?);
        }
        let what = format!("a frame while 101,000 rows scroll, {}", renderer.name());
        let whose = format!("empty page scrolled, idle {:.1} ms", idle.median());
        figures.push(Figure::ratio(&what, &tree, &whose, &page, 1.3));
    }
    Ok(figures)
}

/// The mean milliseconds between frames, over 120 of them with `pixels` scrolled in each.
fn frame(window: &Window, pixels: u32) -> Result<f64> {
    let mean = window.script(SCROLL, &[json!(pixels)])?;
    mean.as_f64()
        .ok_or_else(|| Stop("the page did not scroll".into()))
}

const SCROLL: &str = "\
    const [pixels] = arguments; \
    const frame = () => new Promise(requestAnimationFrame); \
    const scroller = document.querySelector('[role=tree]'); \
    return (async () => { \
        const begun = await frame(); \
        let now = begun; \
        for (let frames = 0; frames < 120; frames += 1) { \
            scroller.scrollTop += pixels; \
            now = await frame(); \
        } \
        return (now - begun) / 120; \
    })();";

/// As large as the tree, and blank.
const SOMETHING_TO_SCROLL: &str = "\
    const scroller = document.body.appendChild(document.createElement('div')); \
    scroller.role = 'tree'; \
    scroller.style = 'width: 272px; height: 700px; overflow: auto; contain: strict'; \
    scroller.appendChild(document.createElement('div')).style = 'height: 2828028px';";
