//! Clicking, and dragging slowly enough that the page sees a path and not a jump.

use crate::locator::{Locator, id};
use crate::{Chord, PATIENCE, Result, Window, poll};
use serde_json::{Value, json};

/// Where on the target to let go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    Top,
    Middle,
    Bottom,
}

/// A point of the window.
type Spot = (i64, i64);

impl Locator<'_> {
    /// Waits until it stands still with nothing over it and can be used, and clicks its middle: no
    /// hand is so fast that it meets a page which is still moving.
    pub fn click(&self) -> Result<()> {
        poll(&format!("{self} to click"), PATIENCE, || {
            let found = self.wait()?;
            if self.reach(&found.element, Onto::Middle)?.is_none() {
                return Ok(None);
            }
            let element = id(&found.element)?;
            self.window
                .post(&format!("/element/{element}/click"), &json!({}))
                .map(Some)
        })
        .map(drop)
    }

    /// Takes this by its middle and drops it on `target`.
    pub fn drag(&self, target: &Locator<'_>, onto: Onto) -> Result<()> {
        self.carry(target, onto)?;
        self.window.let_go()
    }

    /// Takes this by its middle and holds it over `target`.
    pub fn carry(&self, target: &Locator<'_>, onto: Onto) -> Result<()> {
        let both = format!("{self} and {target} to be in sight at once");
        // Bringing one end into sight may move the other.
        let ends = || Ok((target.spot(onto)?, self.spot(Onto::Middle)?));
        let mut seen = ends()?;
        let ((to_x, to_y), (from_x, from_y)) = poll(&both, PATIENCE, || {
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

    /// Brings what is already carried over this. That is under the pointer, so this need not be.
    pub fn hover(&self, onto: Onto) -> Result<()> {
        let (x, y) = poll(&format!("{self} to stand still"), PATIENCE, || {
            let found = self.wait()?;
            let place = self.window.script(PLACE, &[found.element])?;
            Ok(point(&place, onto))
        })?;
        self.window.mouse(&[
            move_to(x, y - 6, 300),
            move_to(x, y, 60),
            json!({ "type": "pause", "duration": 120 }),
        ])
    }

    /// Clicks its middle while a key is held, such as `Control` or `Shift`.
    pub fn click_holding(&self, key: &str) -> Result<()> {
        let (x, y) = self.spot(Onto::Middle)?;
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

    /// A part of it in the window, once a pointer can reach it there.
    fn spot(&self, onto: Onto) -> Result<Spot> {
        poll(&format!("{self} to be within reach"), PATIENCE, || {
            let found = self.wait()?;
            self.reach(&found.element, onto)
        })
    }

    fn reach(&self, element: &Value, onto: Onto) -> Result<Option<Spot>> {
        let place = self.window.script(PLACE, std::slice::from_ref(element))?;
        let Some((x, y)) = point(&place, onto) else {
            return Ok(None);
        };
        let free = self
            .window
            .script(FREE, &[element.clone(), json!(x), json!(y)])?;
        Ok((free == Value::Bool(true)).then_some((x, y)))
    }
}

fn point(place: &Value, onto: Onto) -> Option<Spot> {
    let number = |i: usize| place.get(i)?.as_f64().map(|n| n as i64);
    let (x, middle, height) = (number(0)?, number(1)?, number(2)?);
    let y = match onto {
        Onto::Top => middle - height / 2 + 4,
        Onto::Middle => middle,
        Onto::Bottom => middle + height / 2 - 4,
    };
    Some((x, y))
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

/// The middle of an element in the window, and its height; nothing while it moves. An option has no
/// place of its own: the driver opens its list.
const PLACE: &str = "\
    const element = arguments[0].closest('select') ?? arguments[0]; \
    element.scrollIntoView({ block: 'nearest' }); \
    const place = () => { \
        const r = element.getBoundingClientRect(); \
        return [r.x + r.width / 2, r.y + r.height / 2, r.height].map(Math.round); \
    }; \
    const frame = () => new Promise(requestAnimationFrame); \
    const first = place(); \
    return (async () => { \
        for (let frames = 0; frames < 3; frames += 1) { \
            await frame(); \
            if (String(place()) !== String(first)) return null; \
        } \
        return first; \
    })();";

/// Whether an element can be used at a point: it is the one there, and not disabled.
const FREE: &str = "\
    const [one, x, y] = arguments; \
    const element = one.closest('select') ?? one; \
    if (one.closest(':disabled, [aria-disabled=true]')) return false; \
    const hit = document.elementFromPoint(x, y); \
    return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);";

fn move_to(x: i64, y: i64, milliseconds: u32) -> Value {
    json!({ "type": "pointerMove", "x": x, "y": y, "duration": milliseconds, "origin": "viewport" })
}
