//! What follows a hand: the tree under keys and search, and the board under typing, keys and drops.

use super::figures::{Figure, Series};
use super::stopwatch::{Stopwatch, key_on};
use super::subjects::{Brokerage, Renderer, Subjects};
use crate::shell::Result;
use window::{Onto, Window};

const ROUNDS: usize = 5;
/// Each letter finds another number of accounts than the one before, in the large brokerage.
const SEARCHES: [[&str; 3]; 3] = [["k", "o", "w"], ["s", "a", "n"], ["n", "o", "v"]];

/// The tree of 100,000 agents.
pub fn tree(subjects: &Subjects) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for renderer in [Renderer::WithoutOpenGl, Renderer::OpenGl] {
        let (empty, app) = both(subjects, Brokerage::Large, renderer)?;
        let stroke = key_on(&empty)?;
        let active = Stopwatch::new(
            &app,
            "keydown",
            "document.querySelector('[data-active=true]').ariaExpanded",
        );
        let found = Stopwatch::new(
            &app,
            "keydown",
            "document.getElementById('found').textContent",
        );
        let [mut empty_page, mut office, mut root, mut search] =
            [(); 4].map(|()| Series::default());

        for round in 0..ROUNDS {
            app.role("tree", "Accounts").focus()?;
            app.press(&["Home", "ArrowDown"])?;
            active.press(&["ArrowRight", "ArrowLeft"], &mut office)?;
            stroke.press(&["x", "x"], &mut empty_page)?;
            if round == 0 {
                // All offices open: from here on the tree is 101,001 rows long.
                app.press(&["*"])?;
            }
            app.press(&["Home"])?;
            active.press(&["ArrowLeft", "ArrowRight"], &mut root)?;
            app.role("searchbox", "Find an account, agent or e-mail")
                .focus()?;
            for letters in SEARCHES {
                found.press(&letters, &mut search)?;
                found.press(&["Backspace"; 3], &mut search)?;
            }
        }
        let held = |what: &str, ours| {
            let what = format!("{what}, {}", renderer.name());
            Figure::below(&what, ours, "key on an empty page", &empty_page, 50.0)
        };
        figures.push(held("open or close an office of 100", &office));
        figures.push(held("open or close 101,000 rows", &root));
        figures.push(held("one letter of a search", &search));
    }
    Ok(figures)
}

/// A channel of 200 rules, all of them lit by the lead that runs down.
pub fn board(subjects: &Subjects) -> Result<Vec<Figure>> {
    let renderer = Renderer::AsItComes;
    let (empty, app) = both(subjects, Brokerage::LongLists, renderer)?;
    let stroke = key_on(&empty)?;
    let trace = "document.querySelector('[aria-label=Trace]').textContent";
    let by_key = Stopwatch::new(&app, "keydown", trace);
    let by_pointer = Stopwatch::new(&app, "pointerup", trace);
    let [mut empty_page, mut digit, mut moved, mut dropped] = [(); 4].map(|()| Series::default());

    for _ in 0..ROUNDS {
        app.role("textbox", "price").focus()?;
        app.press(&["End"])?;
        by_key.press(&["7", "5"], &mut digit)?;
        by_key.press(&["Backspace"; 2], &mut digit)?;
        stroke.press(&["x", "x"], &mut empty_page)?;
        app.css("[data-rule]:first-child [data-handle]").focus()?;
        by_key.press(&["Alt+ArrowDown", "Control+z"], &mut moved)?;
        let first = app.css("[data-rule]:nth-child(1) article");
        let third = app.css("[data-rule]:nth-child(3) article");
        dropped.push(by_pointer.time(|| first.drag(&third, Onto::Bottom))?);
    }
    let held =
        |what: &str, ours| Figure::below(what, ours, "key on an empty page", &empty_page, 100.0);
    Ok(vec![
        held(
            "a digit of the price, 200 cards and the trace drawn",
            &digit,
        ),
        held(
            "a rule moved by key or back by undo, 200 cards and the trace",
            &moved,
        ),
        held("a rule dropped, 200 cards and the trace", &dropped),
    ])
}

fn both(subjects: &Subjects, brokerage: Brokerage, renderer: Renderer) -> Result<(Window, Window)> {
    Ok((
        subjects.empty(renderer)?,
        subjects.app(brokerage, renderer)?,
    ))
}
