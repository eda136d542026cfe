//! What follows a hand: the tree under keys and search, and the board under typing, keys and drops.

use super::figures::{Figure, Series};
use super::stopwatch::{Stopwatch, key_on};
use super::subjects::{Brokerage, Renderer, Subjects};
use crate::shell::Result;
use window::{Onto, Window};

const ROUNDS: usize = 5;
/// Each letter finds another number of accounts than the one before, in the large brokerage: names,
/// what only e-mails have, an accent, and what nobody is called.
const SEARCHES: [&[&str]; 6] = [
    &["k", "o", "w"],
    &["s", "a", "n"],
    &["n", "o", "v"],
    &["a", ".", "n"],
    &["ñ", "g", "u"],
    &["9", "q"],
];

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
                found.press(letters, &mut search)?;
                let back = vec!["Backspace"; letters.len()];
                found.press(&back, &mut search)?;
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

/// From a key that switches a rule until all samples that it moves are marked.
pub fn edits(subjects: &Subjects) -> Result<Vec<Figure>> {
    let (empty, app) = both(subjects, Brokerage::Busy, Renderer::AsItComes)?;
    let stroke = key_on(&empty)?;
    app.script(SAMPLES, &[])?;
    let moved = Stopwatch::new(
        &app,
        "keydown",
        "document.querySelector('[aria-label=Lead]').firstChild.title",
    );
    let [mut empty_page, mut switched] = [(); 2].map(|()| Series::default());
    let handle = app.css("[data-rule]:first-child [data-handle]");
    handle.focus()?;
    // Taking one sample back, the page reads those that were made behind its back.
    app.press(&["o", "Control+z", "Control+z"])?;
    moved.press(&["o", "o"], &mut Series::default())?;
    for _ in 0..ROUNDS {
        handle.focus()?;
        moved.press(&["o", "o"], &mut switched)?;
        stroke.press(&["x", "x"], &mut empty_page)?;
    }
    let what = "a rule switched until the samples are marked: 500 rules, 5,000 agents, 500 samples";
    Ok(vec![Figure::below(
        what,
        &switched,
        "key on an empty page",
        &empty_page,
        100.0,
    )])
}

/// The leads of the guide again and again, through the brokerage's own channels, until there are 501.
const SAMPLES: &str = "\
    return (async () => { \
        const ask = window.__TAURI_INTERNALS__.invoke; \
        const { start } = await ask('open'); \
        const { channels } = await ask('board', { account: start.account }); \
        const leads = await ask('samples'); \
        for (let at = leads.length; at < 501; at += 1) { \
            const { captured_at, payload } = leads[at % leads.length]; \
            const channel = channels[at % channels.length].id; \
            const lead = { channel, captured_at, payload }; \
            await ask('edit', { edit: { kind: 'save_sample', sample: null, name: `Lead ${at}`, lead } }); \
        } \
    })();";

fn both(subjects: &Subjects, brokerage: Brokerage, renderer: Renderer) -> Result<(Window, Window)> {
    Ok((
        subjects.empty(renderer)?,
        subjects.app(brokerage, renderer)?,
    ))
}
