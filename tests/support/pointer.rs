//! Dragging with the pointer, slowly enough that the page sees a path and not a jump.

use crate::locator::Locator;
use crate::{Chord, Error, PATIENCE, Result, Window, poll};
use serde_json::{Value, json};

/// Where on the target to let go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    Top,
    Middle,
    Bottom,
}

impl Locator<'_> {
    /// Takes this by its middle and drops it on `target`.
    pub fn drag(&self, target: &Locator<'_>, onto: Onto) -> Result<()> {
        self.carry(target, onto)?;
        self.window.let_go()
    }

    /// Takes this by its middle and holds it over `target`.
    pub fn carry(&self, target: &Locator<'_>, onto: Onto) -> Result<()> {
        let both = format!("{self} and {target} to be in sight at once");
        // Bringing one end into sight may move the other.
        let ends = || Ok((target.spot(onto)?, self.middle()?));
        let mut seen = ends()?;
        let ((to_x, to_y), (from_x, from_y, _)) = poll(&both, PATIENCE, || {
            let before = std::mem::replace(&mut seen, ends()?);
            Ok((before == seen).then_some(seen))
        })?;
        let mut actions = vec![
            move_to(from_x, from_y, 0),
            json!({ "type": "pointerDown", "button": 0 }),
            // A first small step, since a drag starts only some pixels away.
            move_to(from_x, from_y + (to_y - from_y).signum() * 8, 60),
        ];
        for step in 1..=10 {
            let part = |from: i64, to: i64| from + (to - from) * step / 10;
            actions.push(move_to(part(from_x, to_x), part(from_y, to_y), 30));
        }
        actions.push(json!({ "type": "pause", "duration": 120 }));
        self.window.mouse(&actions)
    }

    /// Brings what is already carried over this.
    pub fn hover(&self, onto: Onto) -> Result<()> {
        let (x, y) = self.spot(onto)?;
        self.window.mouse(&[
            move_to(x, y - 6, 300),
            move_to(x, y, 60),
            json!({ "type": "pause", "duration": 120 }),
        ])
    }

    /// Clicks its middle while a key is held, such as `Control` or `Shift`.
    pub fn click_holding(&self, key: &str) -> Result<()> {
        let (x, y, _) = self.middle()?;
        let pause = || json!({ "type": "pause", "duration": 0 });
        let [down, up] = Chord::parse(key).held();
        let keyboard = json!({ "type": "key", "id": "keyboard",
            "actions": [down, pause(), pause(), pause(), up] });
        let mouse = json!({ "type": "pointer", "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": [
                pause(),
                move_to(x, y, 0),
                { "type": "pointerDown", "button": 0 },
                { "type": "pointerUp", "button": 0 },
                pause(),
            ] });
        self.window.perform(&[keyboard, mouse])
    }

    fn spot(&self, onto: Onto) -> Result<(i64, i64)> {
        let (x, middle, height) = self.middle()?;
        let y = match onto {
            Onto::Top => middle - height / 2 + 4,
            Onto::Middle => middle,
            Onto::Bottom => middle + height / 2 - 4,
        };
        Ok((x, y))
    }

    /// Its middle in the page, and its height, once it has stood still for some frames.
    fn middle(&self) -> Result<(i64, i64, i64)> {
        let place = poll(&format!("{self} to stand still"), PATIENCE, || {
            let found = self.wait()?;
            let place = self.window.script(PLACE, &[found.element])?;
            Ok((!place.is_null()).then_some(place))
        })?;
        let number = |i: usize| place.get(i).and_then(Value::as_f64).map(|n| n as i64);
        match (number(0), number(1), number(2)) {
            (Some(x), Some(y), Some(height)) => Ok((x, y, height)),
            _ => Err(Error(format!("{self} has no place on the page"))),
        }
    }
}

impl Window {
    /// Lets go of what is carried, where it is.
    pub fn let_go(&self) -> Result<()> {
        self.mouse(&[
            json!({ "type": "pointerUp", "button": 0 }),
            // No hand is at the keyboard sooner.
            json!({ "type": "pause", "duration": 100 }),
        ])
    }

    fn mouse(&self, actions: &[Value]) -> Result<()> {
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": actions,
            "parameters": { "pointerType": "mouse" } });
        self.perform(&[mouse])
    }
}

const PLACE: &str = "\
    const [element] = arguments; \
    element.scrollIntoView({ block: 'nearest' }); \
    const place = () => { \
        const r = element.getBoundingClientRect(); \
        return [r.x + r.width / 2, r.y + r.height / 2, r.height].map(Math.round); \
    }; \
    const frame = () => new Promise(requestAnimationFrame); \
    const first = place(); \
    return (async () => { \
        for (let frames = 0; frames < 6; frames += 1) { \
            await frame(); \
            if (String(place()) !== String(first)) return null; \
        } \
        return first; \
    })();";

fn move_to(x: i64, y: i64, milliseconds: u32) -> Value {
    json!({ "type": "pointerMove", "x": x, "y": y, "duration": milliseconds, "origin": "viewport" })
}
